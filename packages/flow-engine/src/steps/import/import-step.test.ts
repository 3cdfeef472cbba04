import { expect, test } from 'vitest'
import { createMemoryStore } from '../../memory-store/create-memory-store.js'
import { runFlow } from '../../run/run-flow.js'
import { fakeConnector } from '../../testing/fake-connector.js'
import { flowOf, wrongIn } from '../../testing/flow-cases.js'
import { sampleConnectors } from '../../testing/sample-connectors.js'
import { samplePlan } from '../../testing/sample-plan.js'

const order = (more: string) => `
- import: order
  into: erp.salesOrder
  ${more.replaceAll('\n', '\n  ')}
`
const none = '  - name: x\n    records: []\n'

test.each([
  ['keep', '{ memo: "", note: null, lines: [{ a: "", b: x }] }'],
  ['drop', '{ lines: [{ b: x }] }'],
  ['clear', '{ memo: null, note: null, lines: [{ a: null, b: x }] }'],
])('blanks: %s', async (blanks, payload) => {
  const flow = flowOf(
    order(
      `externalId: \${record.id}\nblanks: ${blanks}\npayload: { memo: "", note: null, lines: [{ a: "", b: x }] }`,
    ),
  )
  const wanted = payload.replace('{', '{ externalId: "1",')
  expect(
    await wrongIn(
      flow,
      `  - name: b\n    records: [{ id: "1" }]\n    expect: { exactly: { order: [${wanted}] } }\n`,
    ),
  ).toEqual([])
})

test('what a connector is asked: changes without immutable fields, references, and what to do when a record is missing', async () => {
  const base = samplePlan()
  const erp = fakeConnector({
    lookups: { SCARF: [{ id: '1' }] },
    ...(sampleConnectors[1] === undefined ? {} : { description: sampleConnectors[1] }),
  })
  const requests: unknown[] = []
  const shop = fakeConnector({ pages: [[{ id: '1', status: 'PAID', update_time: 1, line_items: [] }]] })
  const plan = samplePlan(yaml =>
    yaml.replace(
      '    externalId: TTS',
      '    ifMissing: skip\n    immutable: [memo]\n    id: "${record.id}"\n    from: { record: quote, externalId: "Q-${record.id}" }\n    to: { record: contact, id: "7" }\n    externalId: TTS',
    ),
  )
  const connections = {
    shop,
    erp: {
      ...erp,
      importMany: async (request: unknown) => {
        requests.push(request)
        return [{ status: 'ignored', reason: 'not there' } as const]
      },
    },
  }
  const report = await runFlow(plan, { connections, store: createMemoryStore() })

  expect(base.steps).toHaveLength(plan.steps.length)
  expect(report.counts).toMatchObject({ read: 1, written: 1 })
  expect(report.changes).toEqual({})
  expect(requests).toEqual([
    {
      target: 'salesOrder',
      operation: 'create',
      ifExists: 'keep',
      ifMissing: 'skip',
      items: [
        {
          payload: { memo: 'order 1', version: 1 },
          changes: { version: 1 },
          externalId: 'TTS-US1-SO-1',
          idempotencyKey: 'TTS-US1-SO-1',
          ref: '1',
          source: { record: 'quote', externalId: 'Q-1' },
          attachTo: { record: 'contact', ref: '7' },
        },
      ],
    },
  ])
})

test('batches share a call, and what a call refuses is decided record by record', async () => {
  const flow = flowOf(order('externalId: ${record.id}\nbatch: 2\npayload: { a: "${record.status}" }'))
  const cases = `
  - name: batches
    records: [{ id: "1", status: A }, { id: "2" }, { id: "3", status: C }, { id: "4", status: D }, { id: "5", status: E }]
    failures: { order: [{ kind: unavailable, of: "4", times: 1 }, { kind: invalid, of: "5" }] }
    expect:
      outcomes: [written, "failed: mapping", written, written, "failed: invalid"]
      calls: { erp: 4 } # three batches, and 4 once more
`
  expect(await wrongIn(flow, cases)).toEqual([])
})

test('records with one lock are written one after the other, in their order', async () => {
  const atWork = new Map<string, number>()
  let most = 0
  const shop = fakeConnector({
    pages: [
      ['1', '2', '3', '4'].map(id => ({
        id,
        status: 'PAID',
        update_time: 1,
        line_items: [],
        buyer: Number(id) % 2,
      })),
    ],
  })
  const lockOf = (id: string | undefined): string => String(Number(id?.slice(-1)) % 2)
  const erp = fakeConnector({
    whileWriting: async ({ externalId }) => {
      const lock = lockOf(externalId)
      const count = (atWork.get(lock) ?? 0) + 1
      atWork.set(lock, count)
      most = Math.max(most, count)
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
      atWork.set(lock, count - 1)
    },
  })
  const plan = samplePlan(yaml =>
    yaml
      .replace(
        '- filter: paid',
        '- transform: b\n    set: { buyer: "${int(record.id) % 2}" }\n  - filter: paid',
      )
      .replace('    externalId: TTS', '    lock: "${record.buyer}"\n    externalId: TTS'),
  )

  const report = await runFlow(plan, { connections: { shop, erp }, store: createMemoryStore() })

  expect(report.counts.written).toBe(4)
  expect(most).toBe(1)
  expect(erp.writes.map(({ externalId }) => externalId?.slice(-1)).filter(id => lockOf(id) === '1')).toEqual([
    '1',
    '3',
  ])
})

test.each([
  [
    'an update that does not say which',
    'operation: update\nidempotencyKey: x\npayload: {}',
    '9:16  update has to know which record; add "id:" or "externalId:"',
  ],
  [
    'a transform from nothing',
    'operation: transform\nexternalId: x',
    '9:16  transform has to know which record it starts from; add "from:"',
  ],
  [
    'an attach to nothing',
    'operation: attach\nid: x',
    '9:16  attach has to know the other record; add "to:"',
  ],
  ['a create without a payload', 'externalId: x', '7:5  "payload" is missing; add it'],
  [
    'an upsert with immutable fields',
    'operation: upsert\nexternalId: x\nimmutable: [a]\npayload: {}',
    '11:16  an upsert writes the same fields whether the record is there or not; say operation: create with ifExists: update',
  ],
  [
    'a lock with batches',
    'externalId: x\nlock: a\nbatch: 5\npayload: {}',
    '11:12  records with one lock are written one after the other, so they cannot share a call; remove "batch:" or "lock:"',
  ],
  [
    'an operation that is not there',
    'operation: upsrt\nexternalId: x\npayload: {}',
    '9:16  erp.salesOrder cannot "upsrt"; did you mean "upsert"?',
  ],
  [
    'a reference to no record',
    'operation: transform\nexternalId: x\nfrom: { record: quote }',
    '11:11  "from" does not say which record; add "id:" or "externalId:"',
  ],
])('%s is said', async (_, more, message) => {
  expect(await wrongIn(flowOf(order(more)), none)).toEqual([`orders.flow.yaml:${message}`])
})
