import { createMemoryStore } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { createPauseGate } from './pause-gate.js'

const pause = { flow: 'stock', sinceMs: 0, by: 'kim', why: 'stock count' }
const never = new AbortController().signal

test('a flow that is paused waits until it is resumed; others do not', async () => {
  const store = createMemoryStore()
  await store.pauseFlow(pause)
  const gate = createPauseGate(store)
  await gate.refresh()
  const passed: string[] = []
  const pass = (flow: string) => gate.whenOpen(flow, never).then(() => void passed.push(flow))
  const stock = pass('stock')

  await pass('orders')
  await gate.refresh()
  expect(passed).toEqual(['orders'])

  await store.resumeFlow('stock')
  await gate.refresh()
  await stock
  expect(passed).toEqual(['orders', 'stock'])
})

test('a run that is under way when its flow is paused is ended with who and why; the next one is not', async () => {
  const store = createMemoryStore()
  const gate = createPauseGate(store)
  const [stock, orders] = [gate.pausing('stock'), gate.pausing('orders')]

  await store.pauseFlow(pause)
  await gate.refresh()

  expect(stock.reason).toMatchObject({ message: 'The flow stock was paused by kim: stock count' })
  expect(orders.aborted).toBe(false)
  expect(gate.pausing('stock').aborted).toBe(false)
})

test('a waiting flow is let go when the process ends', async () => {
  const store = createMemoryStore()
  await store.pauseFlow(pause)
  const gate = createPauseGate(store)
  await gate.refresh()
  const ending = new AbortController()
  const waiting = gate.whenOpen('stock', ending.signal)

  ending.abort(new Error('stopping'))

  await expect(waiting).rejects.toThrow('stopping')
})
