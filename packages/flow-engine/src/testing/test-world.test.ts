import { expect, test } from 'vitest'
import { isRecord } from '../expressions/is-record.js'
import { fakeClock } from './fake-clock.js'
import { fakeConnector } from './fake-connector.js'
import { flowOf, wrongIn } from './flow-cases.js'
import { runFlowTests } from './run-flow-tests.js'
import { sampleConnectors } from './sample-connectors.js'
import type { TestWorlds } from './test-world.js'

/** A world of one system: it knows the SKUs of its seed, and keeps what is written to it. */
const openWorlds = () => {
  const closed: number[] = []
  const worlds: TestWorlds = {
    connectors: ['netsuite'],
    open: async ({ seed, atMs, connections }) => {
      const skus: unknown = isRecord(seed) ? seed['skus'] : undefined
      if (!Array.isArray(skus))
        return {
          problems: [{ part: 'seed', path: ['skus'], problem: 'skus must be a list', next: 'list them' }],
        }
      if (connections['erp']?.settings['account'] === 9)
        return {
          problems: [
            {
              part: 'connections',
              path: ['erp', 'account'],
              problem: 'there is no account 9',
              next: 'name another',
            },
          ],
        }
      const connector = fakeConnector({
        lookups: Object.fromEntries(skus.map((sku, index) => [String(sku), [{ id: `item-${index}` }]])),
      })
      return {
        world: {
          connections: { erp: connector },
          clock: fakeClock(atMs),
          read: async (_, kind) => (kind === 'salesOrder' ? [...connector.documents.values()] : undefined),
          close: async () => void closed.push(atMs),
        },
      }
    },
  }
  return { worlds, closed }
}

const flow = flowOf(`
- lookup: item
  in: erp.itemsBySku
  match: record.status
  onMiss: fail
- import: order
  into: erp.salesOrder
  externalId: \${record.id}
  payload: { item: "\${steps.item.id}" }
`)

test('a flow runs against what the seed holds; the case plays the systems that have no seed', async () => {
  const { worlds, closed } = openWorlds()

  const wrong = await wrongIn(
    flow,
    `
  - name: two orders
    seed: { skus: [MUG] }
    at: 2026-03-02T12:00:00Z
    records: [{ id: '1', status: MUG }, { id: '2', status: CAP }]
    runs:
      - failures: { order: { kind: timeout, outcomeUnknown: true } }
        expect:
          outcomes: ['failed: timeout', 'failed: missing']
          payloads: { order: [{ item: item-0 }] }
          stored: { erp.salesOrder: [{ item: item-0 }] } # the answer was lost, not the write
          calls: { shop: 1, erp: 6 } # a lookup, and five tries
          cursor: 2026-03-02T12:00:00Z
      - retry: true
        expect:
          parked: [{ key: '2', kind: missing }]
          stored: { erp.salesOrder: [{ item: item-0 }] }
  - name: another world
    seed: { skus: [] }
    expect: { outcomes: [], stored: { erp.salesOrder: [{ item: item-0 }], erp.salesOrders: [] } }
`,
    { worlds },
  )

  expect(wrong).toEqual([
    'another world: stored.erp.salesOrder: wanted 1 items, found 0',
    'another world: stored: there is nothing called "erp.salesOrders"',
  ])
  expect(closed).toHaveLength(2)
})

const firstLines = async (...given: Parameters<typeof wrongIn>) =>
  (await wrongIn(...given)).map(line => line.split('\n')[0])

test('what a case says for a system with a seed is contradicted where it stands', async () => {
  const cases = `
  - name: twice
    seed: { skus: [] }
    lookups: { item: { MUG: { id: '1' } } }
    runs:
      - answers: { order: { id: '1' } }
        expect: {}
`

  expect(await firstLines(flow, cases, openWorlds())).toEqual([
    expect.stringMatching(/^orders\.flow\.test\.yaml:5:16 {2}"erp" holds what the seed says/),
    expect.stringMatching(/^orders\.flow\.test\.yaml:7:20 {2}"erp" holds what the seed says/),
  ])
})

test('a wrong seed is told at its place, in the case or in a file of its own', async () => {
  const files = {
    read: (path: string) =>
      path === 'shop.seed.yaml' ? { file: path, text: '# a shop\nskus: none\n' } : undefined,
  }
  const told = async (seed: string) => {
    const cases = `\n  - name: one\n    seed: ${seed}\n`
    const [first = ''] = await firstLines(flow, cases, { ...openWorlds(), files })
    return first
  }

  expect(await told('{ skus: none }')).toMatch(/^orders\.flow\.test\.yaml:4:19 {2}skus must be a list/)
  expect(await told('shop.seed.yaml')).toMatch(/^shop\.seed\.yaml:2:7 {2}skus must be a list/)
  expect(await told('shops.seed.yaml')).toMatch(
    /^orders\.flow\.test\.yaml:4:11 {2}the seed shops\.seed\.yaml cannot be read/,
  )
})

test('settings of a connection that the world refuses are told where they stand', async () => {
  const report = await runFlowTests({
    text: `connections: { erp: { key: NS, settings: { account: 9 } } }
cases: [{ name: one, seed: { skus: [] } }]
`,
    file: 'orders.flow.test.yaml',
    flowText: flow,
    flowFile: 'orders.flow.yaml',
    connectors: sampleConnectors,
    worlds: openWorlds().worlds,
  })

  expect(report.diagnostics).toEqual([
    expect.objectContaining({ code: 'wrong-setting', line: 1, column: 44, problem: 'there is no account 9' }),
  ])
})
