import type { ProbeContext, ProbeFinding } from '@tiktok-ns/flow-engine'
import { fakeClock, fakeConnector } from '@tiktok-ns/flow-engine/testing'
import { expect, test } from 'vitest'
import { lookDaily } from './look-daily.js'

const dayMs = 24 * 60 * 60_000
const drift: ProbeFinding = { ok: false, subject: 'webhooks', message: 'goes elsewhere', next: 'set it' }

test('connections are looked at at the start and every day, for what flows do with them, and what is wrong is told', async () => {
  const stopping = new AbortController()
  const clock = fakeClock(0)
  const asked: (readonly [number, string | undefined])[] = []
  const told: string[] = []
  const connector = {
    ...fakeConnector(),
    probe: async ({ webhookUrl }: ProbeContext): Promise<readonly ProbeFinding[]> => {
      asked.push([clock.now() / dayMs, webhookUrl])
      if (asked.length === 3) stopping.abort()
      if (asked.length === 2) throw new Error('not now')
      return [{ ok: true, subject: 'shop', message: 'answers' }, drift]
    },
  }

  await lookDaily({
    connections: new Map([['us-shop', connector]]),
    probing: name => ({ webhookUrl: `https://hooks.example.com/webhooks/${name}` }),
    onWrong: (connection, { message }) => told.push(`${connection}: ${message}`),
    onError: (connection, error) => told.push(`${connection}: ${String(error)}`),
    clock,
    signal: stopping.signal,
  })

  const url = 'https://hooks.example.com/webhooks/us-shop'
  expect(asked).toEqual([
    [0, url],
    [1, url],
    [2, url],
  ])
  expect(told).toEqual(['us-shop: goes elsewhere', 'us-shop: Error: not now', 'us-shop: goes elsewhere'])
})
