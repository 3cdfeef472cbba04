import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Failure, FailureKind } from '../failures/failure.js'
import type { JsonObject } from '../json.js'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import type { Store } from '../ports/store.js'
import { fakeClock } from '../testing/fake-clock.js'
import { type FakeConnectorOptions, FakeVendorError, fakeConnector } from '../testing/fake-connector.js'
import { sampleConnectors } from '../testing/sample-connectors.js'
import { samplePlan } from '../testing/sample-plan.js'
import { retryParked } from './retry-parked.js'
import { runFlow } from './run-flow.js'

const [, erpDescription] = sampleConnectors
const start = Date.UTC(2026, 0, 1)

const order = (id: string, more: JsonObject = {}): JsonObject => ({
  id,
  status: 'PAID',
  update_time: start / 1000 - 60,
  line_items: [{ seller_sku: 'SCARF' }],
  ...more,
})

const failure = (kind: FailureKind, more: Partial<Failure> = {}): Failure => ({
  kind,
  message: `it was ${kind}`,
  ...more,
})

const open = (
  shop: FakeConnectorOptions,
  erp: FakeConnectorOptions = {},
  store: Store = createMemoryStore(),
) => {
  const clock = fakeClock(start)
  const connections = {
    shop: fakeConnector(shop),
    erp: fakeConnector({
      lookups: { SCARF: [{ id: '321' }] },
      ...(erpDescription === undefined ? {} : { description: erpDescription }),
      ...erp,
    }),
  }
  return { store, clock, connections, host: { store, clock, connections, random: () => 0.5 } }
}

test('every record read ends as exactly one outcome, with its reason', async () => {
  const { host, connections, store } = open({
    pages: [
      [order('1'), order('2', { status: 'UNPAID' })],
      [order('3', { line_items: [{ seller_sku: 'GONE' }] })],
    ],
  })

  const report = await runFlow(samplePlan(), host)

  expect(report).toMatchObject({
    state: 'completed',
    counts: { read: 3, written: 1, skipped: 1, failed: 1 },
    skippedByReason: { 'order is UNPAID': 1 },
    failedByKind: { missing: 1 },
    changes: { created: 1 },
  })
  expect([...connections.erp.documents.keys()]).toEqual(['TTS-US1-SO-1'])
  const [parked] = await store.listParked({ limit: 5 })
  expect(parked).toMatchObject({
    traceKey: '3',
    step: 'items',
    failure: { message: 'An ERP has no match for "GONE" (itemsBySku)' },
  })
})

test('a page is looked up in one call, and no key is asked twice in a run', async () => {
  const { host, connections } = open(
    {
      pages: [
        [order('1'), order('2')],
        [order('3'), order('4', { line_items: [{ seller_sku: 'BELT' }] })],
      ],
    },
    { lookups: { SCARF: [{ id: '1' }], BELT: [{ id: '2' }] } },
  )

  await runFlow({ ...samplePlan(), pagesInFlight: 1 }, host)

  expect(connections.erp.lookedUp).toEqual([['SCARF'], ['BELT']])
})

test('pages in flight together do not ask for the same key twice', async () => {
  const pages = Array.from({ length: 6 }, (_, page) => [order(`${page}a`), order(`${page}b`)])
  const { host, connections } = open({ pages })

  const report = await runFlow({ ...samplePlan(), pagesInFlight: 4 }, host)

  expect(connections.erp.lookedUp).toEqual([['SCARF']])
  expect(report.counts.written).toBe(12)
})

test('the window begins an overlap before the last run ended and stops where this run began', async () => {
  const { host, connections, clock } = open({ pages: [[]] })

  await runFlow(samplePlan(), host)
  clock.set(start + 300_500)
  await runFlow(samplePlan(), host)

  expect(connections.shop.exportRequests.map(({ window }) => window)).toEqual([
    { field: 'update_time', untilMs: start },
    { field: 'update_time', fromMs: start - 600_000, untilMs: start + 300_000 },
  ])
})

test('a record that is unchanged since it was written is not written again; a changed one is', async () => {
  const pages = [[order('1'), order('2')]]
  const { host, connections } = open({ pages })

  await runFlow(samplePlan(), host)
  pages[0] = [order('1'), order('2', { update_time: start / 1000 })]
  const second = await runFlow(samplePlan(), host)

  expect(second.skippedByReason).toEqual({ 'unchanged since it was written': 1 })
  expect(connections.erp.writes.map(({ externalId }) => externalId)).toEqual([
    'TTS-US1-SO-1',
    'TTS-US1-SO-2',
    'TTS-US1-SO-2',
  ])
})

test('an older version never overwrites a newer one, whether it comes later or on the same page', async () => {
  const newer = order('1', { update_time: 2_000 })
  const older = order('1', { update_time: 1_000 })
  const { host, connections } = open({ pages: [[newer, older], [older]] })

  const report = await runFlow(samplePlan(), host)

  expect(connections.erp.writes.map(({ payload }) => payload['version'])).toEqual([2_000])
  expect(report.skippedByReason).toEqual({
    'a newer version is on the same page': 1,
    'a newer version was settled already': 1,
  })
})

test('two versions of one key are never in flight together', async () => {
  let atWork = 0
  let most = 0
  const pages = [1, 2, 3, 4].map(version => [order('1', { update_time: version })])
  const { host, connections } = open(
    { pages },
    {
      whileWriting: async () => {
        most = Math.max(most, ++atWork)
        for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
        atWork -= 1
      },
    },
  )

  await runFlow({ ...samplePlan(), pagesInFlight: 4 }, host)

  expect(most).toBe(1)
  expect(connections.erp.writes.map(({ payload }) => payload['version'])).toEqual([1, 2, 3, 4])
})

test('a failure is tried again with growing waits, and then parked', async () => {
  const plan = samplePlan(
    yaml => `${yaml}onFailure:\n  unavailable: { retry: { attempts: 4, backoff: 1s..3s } }\n`,
  )
  const { host, clock, connections } = open(
    { pages: [[order('1'), order('2')]] },
    { refuse: ({ externalId }) => (externalId === 'TTS-US1-SO-1' ? failure('unavailable') : undefined) },
  )

  const report = await runFlow(plan, host)

  expect(clock.waits).toEqual([750, 1500, 2250])
  expect(connections.erp.writes.filter(({ externalId }) => externalId === 'TTS-US1-SO-1')).toHaveLength(4)
  expect(report.counts).toEqual({ read: 2, written: 1, skipped: 0, failed: 1 })
})

test('what the other system asks to wait is waited for, and the next try knows that the first may have been done', async () => {
  const { host, clock, connections } = open(
    { pages: [[order('1')]] },
    {
      refuse: (_, attempt) =>
        attempt === 1 ? failure('timeout', { retryAfterMs: 9_000, outcomeUnknown: true }) : undefined,
    },
  )

  const report = await runFlow(samplePlan(), host)

  expect(clock.waits).toEqual([9_000])
  expect(connections.erp.writes.map(({ outcomeUnknown }) => outcomeUnknown)).toEqual([undefined, true])
  expect(report.changes).toEqual({ unchanged: 1 })
})

test.each([
  ['skip', { written: 0, skipped: 1, failed: 0 }],
  ['continue', { written: 1, skipped: 0, failed: 0 }],
  ['park', { written: 0, skipped: 0, failed: 1 }],
])('onFailure: %s', async (rule, counts) => {
  const plan = samplePlan(yaml => `${yaml}onFailure: { invalid: ${rule} }\n`)
  const { host } = open({ pages: [[order('1')]] }, { refuse: () => failure('invalid') })

  expect((await runFlow(plan, host)).counts).toMatchObject(counts)
})

test('stop ends the run, parks nothing, and the next run reads the rest again', async () => {
  const pages = Array.from({ length: 10 }, (_, page) => [order(`${page}a`), order(`${page}b`)])
  let broken = true
  const { host, store, connections } = open(
    { pages },
    { refuse: () => (broken ? failure('auth', { hint: 'Check the token.' }) : undefined) },
  )

  const report = await runFlow(samplePlan(), host)
  expect(report).toMatchObject({ state: 'stopped', stoppedBy: { kind: 'auth', hint: 'Check the token.' } })
  expect(report.counts).toEqual({ read: 0, written: 0, skipped: 0, failed: 0 })
  expect(report.leftForNextRun).toBe(6) // three pages of two records were at work
  expect(await store.readCursor('orders')).toBeUndefined()
  expect(await store.listParked({ limit: 5 })).toEqual([])

  broken = false
  expect((await runFlow(samplePlan(), host)).counts.written).toBe(20)
  expect(connections.erp.documents.size).toBe(20)
})

test('an export that breaks stops the run and keeps what was settled', async () => {
  let broken = true
  const { host, store } = open({
    pages: async function* () {
      yield { records: [order('1')] }
      if (broken) throw new FakeVendorError(failure('unavailable'))
      yield { records: [order('2')] }
    },
  })

  const first = await runFlow(samplePlan(), host)
  expect(first).toMatchObject({
    state: 'stopped',
    stoppedBy: { kind: 'unavailable' },
    counts: { read: 1, written: 1 },
  })
  expect(await store.readCursor('orders')).toBeUndefined()

  broken = false
  expect((await runFlow(samplePlan(), host)).counts).toEqual({ read: 2, written: 1, skipped: 1, failed: 0 })
})

test('a cancelled run finishes what is in flight and leaves the rest', async () => {
  const cancel = new AbortController()
  const pages = Array.from({ length: 10 }, (_, page) => [order(String(page))])
  const { host, store, connections } = open({ pages }, { whileWriting: async () => cancel.abort() })

  const report = await runFlow({ ...samplePlan(), pagesInFlight: 1 }, host, { signal: cancel.signal })

  expect(report).toMatchObject({ state: 'stopped', counts: { read: 1, written: 1 } })
  expect(connections.erp.documents.size).toBe(1)
  expect(await store.readCursor('orders')).toBeUndefined()
})

test('a parked record is read again, tried again, and resolved', async () => {
  const lookups: Record<string, readonly JsonObject[]> = {}
  const { host, store, connections } = open({ pages: [[order('1'), order('2')]] }, { lookups })
  await runFlow(samplePlan(), host)
  expect(await store.listParked({ status: 'open', limit: 5 })).toHaveLength(2)

  lookups['SCARF'] = [{ id: '321' }]
  const report = await retryParked(samplePlan(), host, { traceKeys: ['1'] })

  expect(report.counts).toEqual({ read: 1, written: 1, skipped: 0, failed: 0 })
  expect(connections.shop.exportRequests.at(-1)).toMatchObject({ ids: ['1'] })
  expect((await store.listParked({ status: 'open', limit: 5 })).map(({ traceKey }) => traceKey)).toEqual([
    '2',
  ])
})

test('a record that somebody edited is tried as it was left, not as the source has it', async () => {
  const { host, store, connections } = open({
    pages: [[order('1', { line_items: [{ seller_sku: 'GONE' }] })]],
  })
  await runFlow(samplePlan(), host)
  const [parked] = await store.listParked({ status: 'open', limit: 5 })
  const record = { ...parked?.record, line_items: [{ seller_sku: 'SCARF' }] }
  await store.changeParked({ flow: 'orders', traceKey: '1', record })

  const report = await retryParked(samplePlan(), host)

  expect(report.counts).toEqual({ read: 1, written: 1, skipped: 0, failed: 0 })
  expect(connections.shop.exportRequests).toHaveLength(1)
})

test('records asked for by id are left alone when unchanged, unless they are to be treated again', async () => {
  const { host } = open({ pages: [[order('1')]] })
  await runFlow(samplePlan(), host)

  expect((await runFlow(samplePlan(), host, { ids: ['1'] })).counts).toMatchObject({ read: 1, skipped: 1 })
  expect((await runFlow(samplePlan(), host, { ids: ['1'], again: true })).counts).toMatchObject({
    read: 1,
    written: 1,
  })
})

test('a record without a trace key is parked, not lost', async () => {
  const { id: _, ...nameless } = order('1')
  const { host, store } = open({ pages: [[nameless, order('2')]] })

  const report = await runFlow(samplePlan(), host)

  expect(report.counts).toEqual({ read: 2, written: 1, skipped: 0, failed: 1 })
  expect((await store.listParked({ limit: 5 }))[0]?.failure.message).toContain('"id" is absent')
})

test('a flow does not overlap itself', async () => {
  const { host } = open({ pages: [[order('1')]] })

  const [first, second] = await Promise.allSettled([runFlow(samplePlan(), host), runFlow(samplePlan(), host)])

  expect([first?.status, second?.status].sort()).toEqual(['fulfilled', 'rejected'])
})

test('no more pages are in memory than the flow allows, however slow the writing is', async () => {
  let readPages = 0
  let settled = 0
  let mostAhead = 0
  const { host } = open(
    {
      pages: async function* () {
        for (let page = 0; page < 40; page += 1) {
          readPages += 1
          mostAhead = Math.max(mostAhead, readPages - settled)
          yield { records: [order(String(page))] }
        }
      },
    },
    { whileWriting: () => new Promise(resolve => setImmediate(resolve)) },
  )
  const observer = {
    observe: ({ type }: { readonly type: string }) => {
      if (type === 'recordSettled') settled += 1
    },
  }

  await runFlow({ ...samplePlan(), pagesInFlight: 3 }, { ...host, observer })

  expect(settled).toBe(40)
  expect(mostAhead).toBeLessThanOrEqual(3)
})

const kinds: readonly FailureKind[] = ['auth', 'unavailable', 'timeout', 'invalid', 'missing', 'conflict']

test('whatever fails wherever, counts add up, nothing is lost and nothing is written twice', async () => {
  const pagesArbitrary = fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 6 }), {
    maxLength: 8,
  })
  const troubles = fc.array(fc.record({ kind: fc.constantFrom(...kinds), done: fc.boolean() }), {
    maxLength: 30,
  })
  await fc.assert(
    fc.asyncProperty(
      pagesArbitrary,
      troubles,
      fc.integer({ min: 1, max: 4 }),
      async (ids, failures, pagesInFlight) => {
        const pages = ids.map(page => page.map(id => order(String(id))))
        const left = [...failures]
        const created: string[] = []
        const { host, connections } = open(
          { pages },
          {
            refuse: ({ externalId = '' }) => {
              const trouble = left.pop()
              const isNew = !created.includes(externalId)
              if (isNew && (trouble === undefined || trouble.done)) created.push(externalId)
              return trouble === undefined
                ? undefined
                : failure(trouble.kind, trouble.done ? { outcomeUnknown: true } : {})
            },
          },
        )
        const plan = { ...samplePlan(), pagesInFlight }
        for (let run = 0; run < failures.length + 2; run += 1) {
          const { counts } = await runFlow(plan, host)
          expect(counts.read).toBe(counts.written + counts.skipped + counts.failed)
          await retryParked(plan, host)
        }
        const wanted = new Set(ids.flat().map(id => `TTS-US1-SO-${id}`))
        expect(new Set(connections.erp.documents.keys())).toEqual(wanted)
      },
    ),
    { numRuns: 60 },
  )
})
