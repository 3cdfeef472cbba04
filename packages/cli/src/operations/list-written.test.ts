import { createMemoryStore } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { listWritten } from './list-written.js'

const open = async () => {
  const store = createMemoryStore()
  const runs = [
    ['r1', 'aaaa1111'],
    ['r2', 'bbbb2222'],
    ['r3', 'bbbb2222'],
  ] as const
  for (const [place, [runId, version]] of runs.entries()) {
    await store.startRun({ runId, version, flow: 'orders', startedAtMs: place })
    const record = { traceKey: `order of ${runId}`, fingerprint: 'f', status: 'written' as const, writes: [] }
    await store.settlePage({ runId, flow: 'orders', settledAtMs: place, records: [record] })
  }
  return store
}

test('what all runs of a version of a flow wrote is listed: after a wrong mapping, what has to be looked at', async () => {
  const store = await open()
  const keys = async (filter: object) =>
    (await listWritten(store, { limit: 10, ...filter })).map(({ traceKey }) => traceKey)

  expect(await keys({ version: 'bbbb' })).toEqual(['order of r3', 'order of r2'])
  expect(await keys({ version: 'aaaa1111' })).toEqual(['order of r1'])
  expect(await keys({ version: 'bbbb', limit: 1 })).toEqual(['order of r3'])
  expect(await keys({})).toEqual(['order of r3'])
  await expect(listWritten(store, { limit: 10, version: 'cccc' })).rejects.toThrow('no run of version cccc')
})
