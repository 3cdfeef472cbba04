import { firstValueFrom, lastValueFrom, take, toArray } from 'rxjs'
import { expect, test } from 'vitest'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import { FakeVendorError, fakeConnector } from '../testing/fake-connector.js'
import { samplePlan } from '../testing/sample-plan.js'
import { buildPipeline } from './build-pipeline.js'

const order = (id: string) => ({ id, status: 'PAID', update_time: 1, line_items: [{ seller_sku: 'SCARF' }] })

const open = (pageCount: number, breaksAt = Number.POSITIVE_INFINITY) => {
  let read = 0
  const shop = fakeConnector({
    pages: async function* () {
      for (; read < pageCount; read += 1) {
        if (read === breaksAt) throw new FakeVendorError({ kind: 'unavailable', message: 'down' })
        yield { records: [order(String(read))] }
      }
    },
  })
  const erp = fakeConnector({
    lookups: { SCARF: [{ id: '1' }] },
    whileWriting: () => new Promise(resolve => setImmediate(resolve)),
  })
  return { host: { connections: { shop, erp }, store: createMemoryStore() }, erp, pagesRead: () => read }
}

test('a flow is an Observable of outcomes, which reads again for each subscriber', async () => {
  const { host } = open(3)
  const outcomes = await lastValueFrom(buildPipeline(samplePlan(), host).pipe(toArray()))

  expect(outcomes.map(({ status, traceKey }) => `${traceKey} ${status}`)).toEqual([
    '0 written',
    '1 written',
    '2 written',
  ])
})

test('unsubscribing reads no further page, and what has begun is settled', async () => {
  const { host, erp, pagesRead } = open(50)
  await firstValueFrom(buildPipeline({ ...samplePlan(), pagesInFlight: 2 }, host).pipe(take(1)))
  for (let turn = 0; turn < 50; turn += 1) await new Promise(resolve => setImmediate(resolve))

  expect(pagesRead()).toBeLessThanOrEqual(4)
  const settled = await host.store.readHistory({ limit: 100 })
  expect(settled.map(({ traceKey }) => traceKey).sort()).toEqual(
    [...erp.documents.keys()].map(key => key.slice(-1)).sort(),
  )
})

test('an export that breaks is an error of the Observable, after the outcomes in flight', async () => {
  const { host } = open(5, 2)
  const keys: string[] = []
  const ended = new Promise(resolve => {
    buildPipeline(samplePlan(), host).subscribe({
      next: ({ traceKey }) => keys.push(traceKey),
      error: resolve,
    })
  })

  expect(await ended).toMatchObject({ name: 'FlowStoppedError', failure: { kind: 'unavailable' } })
  expect(keys.sort()).toEqual(['0', '1'])
})
