import assert from 'node:assert/strict'
import type { SettledPage, SettledRecord, Store } from '../ports/store.js'
import type { RunReport } from '../run/run-report.js'
import { flowStateContract } from './flow-state-contract.js'
import { retentionContract } from './retention-contract.js'

/** One promise of a store. `keep` rejects when the store breaks it. */
export interface StoreCase {
  readonly name: string
  keep(store: Store): Promise<void>
}

const report: RunReport = {
  runId: 'r1',
  flow: 'orders',
  state: 'completed',
  startedAt: '2026-01-01T00:00:00.000Z',
  elapsedMs: 5,
  counts: { read: 1, written: 1, skipped: 0, failed: 0 },
  leftForNextRun: 0,
  steps: {},
  branches: {},
  handled: {},
  endedBySteps: {},
  skippedByReason: {},
  failedByKind: {},
  changes: { created: 1 },
  calls: { erp: 1 },
  warnings: [],
}

const record = (traceKey: string, more: Partial<SettledRecord> = {}): SettledRecord => ({
  traceKey,
  versionMs: 1_000,
  fingerprint: 'f1',
  status: 'written',
  writes: [],
  ...more,
})

const failure = (traceKey: string, kind: 'missing' | 'invalid' = 'missing'): SettledRecord =>
  record(traceKey, {
    status: 'failed',
    step: 'items',
    detail: 'no such SKU',
    parked: {
      step: 'items',
      failure: { kind, message: 'no such SKU' },
      record: { id: traceKey },
      recordId: traceKey,
    },
  })

const page = (settledAtMs: number, ...records: readonly SettledRecord[]): SettledPage => ({
  runId: 'r1',
  flow: 'orders',
  settledAtMs,
  records,
})

const open = (store: Store) => store.listParked({ flow: 'orders', status: 'open', limit: 100 })

/** What every store promises. Run each case on an empty store. */
export const storeContract: readonly StoreCase[] = [
  ...retentionContract,
  ...flowStateContract,
  {
    name: 'a cursor is absent at first, and then what was last written',
    keep: async store => {
      assert.equal(await store.readCursor('orders'), undefined)
      await store.writeCursor('orders', 1_700_000_000_123)
      assert.equal(await store.readCursor('orders'), 1_700_000_000_123)
      assert.equal(await store.readCursor('other'), undefined)
      await store.writeCursor('orders', undefined)
      assert.equal(await store.readCursor('orders'), undefined)
    },
  },
  {
    name: 'a finished run keeps its reason and its report, and moves the cursor with it',
    keep: async store => {
      await store.startRun({ runId: 'r1', flow: 'orders', startedAtMs: 10 })
      await store.startRun({ runId: 'r2', flow: 'orders', startedAtMs: 20, reason: 'after payments' })
      await store.finishRun({ runId: 'r1', flow: 'orders', endedAtMs: 15, report, cursorMs: 9 })
      assert.equal(await store.readCursor('orders'), 9)
      assert.deepEqual(await store.listRuns({ flow: 'orders', limit: 5 }), [
        { runId: 'r2', flow: 'orders', startedAtMs: 20, reason: 'after payments' },
        { runId: 'r1', flow: 'orders', startedAtMs: 10, endedAtMs: 15, report },
      ])
    },
  },
  {
    name: 'a run that did not read everything leaves the cursor alone',
    keep: async store => {
      await store.writeCursor('orders', 5)
      await store.startRun({ runId: 'r1', flow: 'orders', startedAtMs: 10 })
      await store.finishRun({ runId: 'r1', flow: 'orders', endedAtMs: 15, report })
      assert.equal(await store.readCursor('orders'), 5)
    },
  },
  {
    name: 'versions are those last settled, per flow and key',
    keep: async store => {
      await store.settlePage(page(1, record('a'), record('b', { versionMs: 2_000, fingerprint: 'f2' })))
      await store.settlePage(page(2, record('a', { versionMs: 3_000, fingerprint: 'f3' })))
      const versions = await store.readVersions('orders', ['a', 'b', 'c'])
      assert.deepEqual([...versions.keys()].sort(), ['a', 'b'])
      assert.deepEqual(versions.get('a'), {
        versionMs: 3_000,
        fingerprint: 'f3',
        status: 'written',
        settledAtMs: 2,
      })
      assert.equal((await store.readVersions('other', ['a'])).size, 0)
    },
  },
  {
    name: 'what was left out before the first step changes neither version nor failure',
    keep: async store => {
      await store.settlePage(page(1, failure('a')))
      await store.settlePage(page(2, record('a', { status: 'skipped', step: 'export', detail: 'unchanged' })))
      assert.equal((await store.readVersions('orders', ['a'])).get('a')?.status, 'failed')
      assert.equal((await open(store)).length, 1)
    },
  },
  {
    name: 'history tells what became of a key, newest first, with what was written',
    keep: async store => {
      const writes = [{ step: 'salesOrder', change: 'created' as const, ref: '41', externalId: 'TTS-1' }]
      await store.settlePage(page(1, failure('a')))
      await store.settlePage(page(2, record('a', { writes })))
      const history = await store.readHistory({ traceKey: 'a', limit: 5 })
      assert.deepEqual(
        history.map(({ atMs, status, detail, writes: written }) => [atMs, status, detail, written]),
        [
          [2, 'written', undefined, writes],
          [1, 'failed', 'no such SKU', []],
        ],
      )
    },
  },
  {
    name: 'history is found by run, by status and by time; keys are found by what was written',
    keep: async store => {
      const writes = [{ step: 'salesOrder', change: 'created' as const, ref: '41', externalId: 'TTS-1' }]
      await store.settlePage(page(1, record('a', { writes }), failure('b')))
      await store.settlePage({ ...page(2, record('c')), runId: 'r2' })
      const keys = async (filter: object) =>
        (await store.readHistory({ limit: 10, ...filter })).map(({ traceKey }) => traceKey)
      assert.deepEqual(await keys({ runId: 'r1' }), ['b', 'a'])
      assert.deepEqual(await keys({ status: 'failed' }), ['b'])
      assert.deepEqual(await keys({ sinceMs: 2 }), ['c'])
      assert.deepEqual(await store.findTraceKeys('TTS-1'), [{ flow: 'orders', traceKey: 'a' }])
      assert.deepEqual(await store.findTraceKeys('41'), [{ flow: 'orders', traceKey: 'a' }])
      assert.deepEqual(await store.findTraceKeys('42'), [])
    },
  },
  {
    name: 'a failure is parked once per key, counts its attempts, and is resolved by a later success',
    keep: async store => {
      await store.settlePage(page(1, failure('a'), failure('b')))
      await store.settlePage(page(2, failure('a', 'invalid')))
      const [first, second] = await open(store)
      assert.equal(first?.traceKey, 'a')
      assert.deepEqual(
        [first?.attempts, first?.failure.kind, first?.firstParkedAtMs, first?.lastParkedAtMs],
        [2, 'invalid', 1, 2],
      )
      assert.deepEqual([second?.traceKey, second?.record, second?.recordId], ['b', { id: 'b' }, 'b'])
      await store.settlePage(page(3, record('a')))
      assert.deepEqual(
        (await open(store)).map(({ traceKey }) => traceKey),
        ['b'],
      )
      const [resolved] = await store.listParked({ status: 'resolved', limit: 5 })
      assert.deepEqual([resolved?.traceKey, resolved?.resolvedAtMs, resolved?.record], ['a', 3, {}])
    },
  },
  {
    name: 'parked records are found by key and by kind',
    keep: async store => {
      await store.settlePage(page(1, failure('a'), failure('b', 'invalid'), failure('c')))
      const keys = async (filter: object) =>
        (await store.listParked({ limit: 10, ...filter })).map(({ traceKey }) => traceKey)
      assert.deepEqual(await keys({ kind: 'missing' }), ['a', 'c'])
      assert.deepEqual(await keys({ traceKeys: ['b', 'x'] }), ['b'])
      assert.deepEqual(await keys({ flow: 'other' }), [])
      assert.deepEqual(await store.countOpen(), new Map([['orders', 3]]))
    },
  },
  {
    name: 'people assign, tag, edit and resolve what is open; a new failure keeps the first two',
    keep: async store => {
      await store.settlePage(page(1, failure('a')))
      const key = { flow: 'orders', traceKey: 'a' }
      assert.equal(await store.changeParked({ ...key, assignee: 'kim', tags: ['sku'] }), true)
      assert.equal(await store.changeParked({ ...key, record: { id: 'a', sku: 'X' } }), true)
      const [edited] = await open(store)
      assert.deepEqual(
        [edited?.assignee, edited?.tags, edited?.record, edited?.edited, edited?.step],
        ['kim', ['sku'], { id: 'a', sku: 'X' }, true, 'items'],
      )
      await store.settlePage(page(2, failure('a')))
      const [failedAgain] = await open(store)
      assert.deepEqual(
        [failedAgain?.assignee, failedAgain?.tags, failedAgain?.record, failedAgain?.edited],
        ['kim', ['sku'], { id: 'a' }, undefined],
      )
      assert.equal(await store.changeParked({ ...key, resolvedAtMs: 5 }), true)
      assert.deepEqual(await open(store), [])
      const [resolved] = await store.listParked({ status: 'resolved', limit: 1 })
      assert.deepEqual([resolved?.resolvedAtMs, resolved?.record], [5, {}])
      assert.equal(await store.changeParked({ ...key, assignee: 'lee' }), false)
    },
  },
  {
    name: 'parked records are found by when they failed last',
    keep: async store => {
      await store.settlePage(page(10, failure('a')))
      await store.settlePage(page(20, failure('b')))
      const recent = await store.listParked({ sinceMs: 15, limit: 5 })
      assert.deepEqual(
        recent.map(({ traceKey }) => traceKey),
        ['b'],
      )
    },
  },
  {
    name: 'a notification is kept once, and waits for each flow until that flow has dealt with it',
    keep: async store => {
      const notification = {
        connection: 'shop',
        notificationId: 'n1',
        topic: 'orderStatusChange',
        recordId: '576',
        receivedAtMs: 10,
        flows: ['orders', 'cancellations'],
      }
      assert.equal(await store.acceptNotification(notification), true)
      assert.equal(await store.acceptNotification({ ...notification, receivedAtMs: 20 }), false)
      assert.equal(await store.acceptNotification({ ...notification, connection: 'other', flows: [] }), true)
      const { flows: _, ...kept } = notification
      assert.deepEqual(await store.listNotifications({ flow: 'orders', limit: 5 }), [
        { ...kept, flow: 'orders' },
      ])
      assert.deepEqual(await store.countNotifications(), { waiting: 2, oldestReceivedAtMs: 10 })
      assert.deepEqual(await store.countNotifications('orders'), { waiting: 1, oldestReceivedAtMs: 10 })
      assert.deepEqual(await store.countNotifications('other'), { waiting: 0 })
      await store.settleNotifications({ flow: 'orders', notifications: [kept] })
      assert.deepEqual(
        (await store.listNotifications({ limit: 5 })).map(({ flow }) => flow),
        ['cancellations'],
      )
      assert.equal(await store.acceptNotification(notification), false)
    },
  },
  {
    name: 'an inbox with nothing in it says so',
    keep: async store => {
      assert.deepEqual(await store.countNotifications(), { waiting: 0 })
      assert.deepEqual(await store.listNotifications({ limit: 5 }), [])
    },
  },
  {
    name: 'the audit log tells who changed what, newest first',
    keep: async store => {
      const first = { atMs: 1, by: 'kim', action: 'cursor.set', flow: 'orders', before: 5, after: 3 }
      const second = { atMs: 2, by: 'lee', action: 'parked.resolve', flow: 'orders', traceKey: 'a' }
      await store.addAudit(first)
      await store.addAudit(second)
      assert.deepEqual(await store.listAudit({ limit: 5 }), [second, first])
      assert.deepEqual(await store.listAudit({ traceKey: 'a', limit: 5 }), [second])
      assert.deepEqual(await store.listAudit({ sinceMs: 2, limit: 5 }), [second])
      assert.deepEqual(await store.listAudit({ flow: 'other', limit: 5 }), [])
    },
  },
  {
    name: 'a cache keeps values under keys until they are replaced, forgotten or too old',
    keep: async store => {
      const read = async (nowMs: number) =>
        [...(await store.readCache('items', ['a', 'b', 'c'], nowMs))].sort()
      await store.writeCache('items', [
        { key: 'a', value: { id: '1' } },
        { key: 'b', value: 'x', expiresAtMs: 100 },
      ])
      await store.writeCache('other', [{ key: 'c', value: 1 }])
      assert.deepEqual(await read(99), [
        ['a', { id: '1' }],
        ['b', 'x'],
      ])
      assert.deepEqual(await read(100), [['a', { id: '1' }]])
      await store.writeCache('items', [
        { key: 'a', value: undefined },
        { key: 'c', value: null },
      ])
      assert.deepEqual(await read(0), [
        ['b', 'x'],
        ['c', null],
      ])
    },
  },
  {
    name: 'a lock has one owner until it is released or expires',
    keep: async store => {
      const lock = (owner: string, nowMs: number) => ({
        name: 'flow:orders',
        owner,
        nowMs,
        expiresAtMs: nowMs + 100,
      })
      assert.equal(await store.acquireLock(lock('one', 0)), 'one')
      assert.equal(await store.acquireLock(lock('two', 50)), 'one')
      assert.equal(await store.acquireLock(lock('one', 90)), 'one')
      assert.equal(await store.acquireLock(lock('two', 150)), 'one')
      assert.equal(await store.acquireLock(lock('two', 190)), 'two')
      await store.releaseLock('flow:orders', 'one')
      assert.equal(await store.acquireLock(lock('one', 200)), 'two')
      await store.releaseLock('flow:orders', 'two')
      assert.equal(await store.acquireLock(lock('one', 200)), 'one')
    },
  },
]
