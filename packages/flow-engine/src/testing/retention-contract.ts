import assert from 'node:assert/strict'
import type { SettledRecord } from '../ports/store.js'
import type { StoreCase } from './store-contract.js'

const trail = { read: { id: 'a', name: '***' }, exchanges: [] }

const written = (traceKey: string, more: Partial<SettledRecord> = {}): SettledRecord => ({
  traceKey,
  versionMs: 1_000,
  fingerprint: 'f1',
  status: 'written',
  writes: [{ step: 'salesOrder', change: 'created', ref: `ref-${traceKey}` }],
  trail,
  ...more,
})

const failed = (traceKey: string, more: Partial<SettledRecord> = {}): SettledRecord =>
  written(traceKey, {
    status: 'failed',
    writes: [],
    parked: {
      step: 'salesOrder',
      failure: { kind: 'invalid', message: 'refused', excerpt: '{"name":"Jane"}' },
      record: { id: traceKey, name: 'Jane' },
      payload: { addressee: 'Jane' },
      recordId: traceKey,
    },
    ...more,
  })

const page = (settledAtMs: number, ...records: readonly SettledRecord[]) => ({
  runId: 'r1',
  flow: 'orders',
  settledAtMs,
  records,
})

/** What a store promises about trails, the journal, and letting go. */
export const retentionContract: readonly StoreCase[] = [
  {
    name: 'a trail is kept beside its history, and is told only when asked for',
    keep: async store => {
      await store.settlePage(page(1, written('a'), written('b', { trail: { exchanges: [] } })))
      const [b, a] = await store.readHistory({ limit: 5, withTrails: true })
      assert.deepEqual([a?.trail, b?.trail], [trail, { exchanges: [] }])
      const [bare] = await store.readHistory({ limit: 1 })
      assert.equal(bare?.trail, undefined)
    },
  },
  {
    name: 'the journal keeps finished imports until their record is settled, and through parking',
    keep: async store => {
      const entry = {
        flow: 'orders',
        traceKey: 'a',
        step: 'salesOrder',
        idempotencyKey: 'SO-a',
        payloadHash: 'h1',
        atMs: 1,
        change: 'created' as const,
        ref: '41',
        answer: { id: '41' },
      }
      await store.noteImports([entry, { ...entry, traceKey: 'b', idempotencyKey: 'SO-b' }])
      await store.noteImports([{ ...entry, payloadHash: 'h2' }])
      const keys = async () =>
        (await store.readJournal('orders')).map(({ traceKey, payloadHash }) => `${traceKey} ${payloadHash}`)
      assert.deepEqual((await keys()).sort(), ['a h2', 'b h1'])
      assert.deepEqual(await store.readJournal('other'), [])
      await store.settlePage(
        page(2, failed('a'), written('b', { status: 'skipped', step: 'export', writes: [] })),
      )
      assert.equal((await keys()).length, 2)
      await store.settlePage(page(3, written('a'), written('b')))
      assert.deepEqual(await keys(), [])
    },
  },
  {
    name: 'what is older than its time is pruned, kind by kind; what is open stays',
    keep: async store => {
      await store.startRun({ runId: 'r1', flow: 'orders', startedAtMs: 10 })
      await store.startRun({ runId: 'r2', flow: 'orders', startedAtMs: 30 })
      await store.settlePage(page(10, written('a'), failed('b'), failed('c')))
      await store.settlePage(page(20, written('c')))
      await store.settlePage(page(30, written('d')))
      await store.addAudit({ atMs: 10, by: 'kim', action: 'cursor.set' })
      const notification = { connection: 'shop', topic: 't', receivedAtMs: 10, flows: ['orders'] }
      await store.acceptNotification({ ...notification, notificationId: 'waits', recordId: 'x' })
      await store.acceptNotification({ ...notification, notificationId: 'done', flows: [] })

      const none = await store.prune({})
      assert.deepEqual(Object.values(none), [0, 0, 0, 0, 0, 0])
      assert.deepEqual(await store.prune({ trails: 20 }), { ...none, trails: 3 })
      assert.deepEqual(
        (await store.readHistory({ limit: 9, withTrails: true })).map(entry => entry.trail !== undefined),
        [true, true, false, false, false],
      )
      assert.deepEqual(
        await store.prune({ history: 20, runs: 25, resolvedErrors: 25, notifications: 25, audit: 25 }),
        { trails: 0, history: 3, runs: 1, resolvedErrors: 1, notifications: 1, audit: 1 },
      )
      assert.deepEqual(
        (await store.listParked({ limit: 5 })).map(({ traceKey, record }) => [traceKey, record]),
        [['b', { id: 'b', name: 'Jane' }]],
      )
      assert.equal((await store.countNotifications()).waiting, 1)
      assert.equal((await store.readVersions('orders', ['a'])).size, 1)
      assert.deepEqual(await store.findTraceKeys('ref-a'), [{ flow: 'orders', traceKey: 'a' }])
    },
  },
  {
    name: 'a person is forgotten everywhere, and nobody else is; what became of the records is still told',
    keep: async store => {
      await store.settlePage(
        page(1, written('a', { person: 'p1' }), failed('b', { person: 'p1' }), failed('c', { person: 'p2' })),
      )
      const edit = { atMs: 2, by: 'kim', action: 'parked.edit', flow: 'orders' }
      await store.addAudit({ ...edit, traceKey: 'b', before: { name: 'Jane' }, after: { name: 'Joan' } })
      await store.addAudit({ ...edit, traceKey: 'c', before: { name: 'Lee' } })

      assert.deepEqual(await store.forgetPerson('p1'), { trails: 2, parked: 1, audit: 1 })
      assert.deepEqual(await store.forgetPerson('p1'), { trails: 0, parked: 0, audit: 0 })

      const history = await store.readHistory({ limit: 5, withTrails: true })
      assert.deepEqual(
        history.map(entry => [entry.traceKey, entry.trail !== undefined, entry.writes.length]),
        [
          ['c', true, 0],
          ['b', false, 0],
          ['a', false, 1],
        ],
      )
      const [b, c] = await store.listParked({ limit: 5 })
      assert.deepEqual(
        [b?.record, b?.payload, b?.withoutData, b?.failure.excerpt],
        [{}, undefined, true, undefined],
      )
      assert.deepEqual([c?.record, c?.withoutData], [{ id: 'c', name: 'Jane' }, undefined])
      assert.deepEqual(
        (await store.listAudit({ limit: 5 })).map(({ before }) => before),
        [{ name: 'Lee' }, undefined],
      )
    },
  },
]
