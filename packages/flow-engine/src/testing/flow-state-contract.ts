import assert from 'node:assert/strict'
import type { SettledRecord, Store } from '../ports/store.js'
import type { StoreCase } from './store-contract.js'

const settle = (
  store: Store,
  ...records: readonly (Partial<SettledRecord> & { readonly traceKey: string })[]
) =>
  store.settlePage({
    runId: 'r1',
    flow: 'returns',
    settledAtMs: 1,
    records: records.map(record => ({ fingerprint: 'f', status: 'written', writes: [], ...record })),
  })

const waiting = (traceKey: string, key: string) => ({
  traceKey,
  status: 'skipped' as const,
  step: 'order',
  waitsFor: { cache: 'orders', key, recordId: `id-${traceKey}`, exportName: 'export' },
})

const awaited = async (store: Store, nowMs = 0) =>
  (await store.listAwaited('returns', nowMs)).map(({ recordId }) => recordId)

const document = (change: 'created' | 'deleted', ref: string, externalId: string) => [
  { step: 'order', change, ref, externalId },
]

/** What stores promise about flows that are paused, records that wait, documents that were made, and versions of flows. */
export const flowStateContract: readonly StoreCase[] = [
  {
    name: 'a flow is paused until it is resumed, by whoever paused it first',
    keep: async store => {
      const pause = { flow: 'stock', sinceMs: 5, by: 'kim', why: 'stock count' }
      await store.pauseFlow(pause)
      await store.pauseFlow({ flow: 'stock', sinceMs: 9, by: 'lee' })
      await store.pauseFlow({ flow: 'orders', sinceMs: 9, by: 'lee' })
      assert.deepEqual(
        [...(await store.listPauses())],
        [
          ['orders', { flow: 'orders', sinceMs: 9, by: 'lee' }],
          ['stock', pause],
        ],
      )
      assert.equal(await store.resumeFlow('stock'), true)
      assert.equal(await store.resumeFlow('stock'), false)
      assert.deepEqual([...(await store.listPauses()).keys()], ['orders'])
    },
  },
  {
    name: 'a record that waits for a key of a cache is named once the key is there',
    keep: async store => {
      await settle(store, waiting('a', '1'), waiting('b', '2'))
      assert.deepEqual(await awaited(store), [])
      await store.writeCache('other', [{ key: '1', value: {} }])
      await store.writeCache('orders', [{ key: '1', value: {}, expiresAtMs: 50 }])
      assert.deepEqual(await awaited(store), ['id-a'])
      assert.deepEqual(await awaited(store, 50), [])
      assert.deepEqual(await store.listAwaited('orders', 0), [])
    },
  },
  {
    name: 'a wait ends when its record is settled, when it waits for another key, and when it is given up',
    keep: async store => {
      await store.writeCache('orders', [{ key: '1', value: {} }])
      await settle(store, waiting('a', '1'), waiting('b', '1'), waiting('c', '1'), waiting('d', '1'))
      await settle(store, { traceKey: 'd', status: 'skipped', step: 'export' })
      await settle(store, { traceKey: 'a' }, waiting('b', '2'))
      await store.endWaits('returns', ['c'])
      assert.deepEqual(await awaited(store), ['id-d'])
    },
  },
  {
    name: 'the newest document under an external id is known to the flow that wrote it',
    keep: async store => {
      await settle(store, { traceKey: 'a', writes: document('created', '41', 'TTS-1') })
      await settle(store, { traceKey: 'b', writes: document('created', '42', 'TTS-2') })
      await settle(store, { traceKey: 'b', writes: document('deleted', '42', 'TTS-2') })
      assert.deepEqual([...(await store.readDocuments('returns', ['TTS-1', 'TTS-2', 'TTS-3']))].sort(), [
        ['TTS-1', { ref: '41', change: 'created' }],
        ['TTS-2', { ref: '42', change: 'deleted' }],
      ])
      assert.equal((await store.readDocuments('orders', ['TTS-1'])).size, 0)
    },
  },
  {
    name: 'runs are found by the version of their flow, and by when they began',
    keep: async store => {
      await store.startRun({ runId: 'r1', flow: 'orders', startedAtMs: 10, version: 'abc1' })
      await store.startRun({ runId: 'r2', flow: 'orders', startedAtMs: 20, version: 'def2' })
      const ids = async (filter: object) =>
        (await store.listRuns({ limit: 5, ...filter })).map(({ runId }) => runId)
      assert.deepEqual(await ids({ version: 'abc' }), ['r1'])
      assert.deepEqual(await ids({ version: 'abd' }), [])
      assert.deepEqual(await ids({ sinceMs: 20 }), ['r2'])
      assert.equal((await store.listRuns({ limit: 1 }))[0]?.version, 'def2')
    },
  },
]
