import { once } from 'node:events'
import { createServer } from 'node:net'
import { createMemoryStore } from '@tiktok-ns/flow-engine'
import { expect, onTestFinished, test, vi } from 'vitest'
import { samplePlan, sampleReport } from '../testing/fake-runner.js'
import type { Alert, Digest } from './alert.js'
import { createNotifier } from './create-notifier.js'
import { hearRuns } from './hear-runs.js'
import { notifySpec } from './notify-spec.js'
import { sendDigest, sendMail } from './send-digest.js'
import { watchProject } from './watch-project.js'

const hour = 60 * 60_000

const failing = (record: string, sku = 'GIFTBOX'): Alert => ({
  kind: 'records-failed',
  group: `failed orders items missing no match for "${sku}"`,
  title: `failed at items: no match for "${sku}"`,
  next: 'Add it there.',
  flow: 'orders',
  record,
})

const open = () => {
  let nowMs = 0
  const waits: (() => void)[] = []
  const stopping = new AbortController()
  const sent: Digest[] = []
  const clock = {
    now: () => nowMs,
    wait: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
        waits.push(() => {
          nowMs += ms
          resolve()
        })
      }),
  }
  const notifier = createNotifier({
    clock,
    signal: stopping.signal,
    digestMs: 5 * 60_000,
    repeatMs: 24 * hour,
    send: async digest => void sent.push(digest),
  })
  const pass = async (digests: number) => {
    waits.shift()?.()
    await vi.waitFor(() => expect(sent).toHaveLength(digests))
  }
  return { notifier, sent, pass, waits, stopping, later: (ms: number) => (nowMs += ms) }
}

test('400 failures of one cause are one message with a count, beside other causes', async () => {
  const { notifier, sent, pass } = open()
  notifier.add(failing('x', 'SCARF'))
  for (let order = 0; order < 400; order += 1) notifier.add(failing(String(order)))

  await pass(1)

  expect(sent[0]?.groups.map(({ title, count, records }) => [title, count, records.length])).toEqual([
    ['failed at items: no match for "GIFTBOX"', 400, 5],
    ['failed at items: no match for "SCARF"', 1, 1],
  ])
})

test('a cause that has been told is told again only after a while, with all that came meanwhile', async () => {
  const { notifier, sent, pass, waits, later } = open()
  notifier.add(failing('1'))
  await pass(1)
  notifier.add(failing('2'))
  waits.shift()?.()
  await new Promise(resolve => setImmediate(resolve))
  expect(sent).toHaveLength(1)

  later(24 * hour)
  notifier.add(failing('3'))
  await pass(2)

  expect(sent[1]?.groups).toMatchObject([{ count: 2, records: ['2', '3'] }])
})

test('what is urgent does not wait for the digest, and what is gathered is sent before the end', async () => {
  const { notifier, sent, stopping } = open()
  notifier.add({ kind: 'connection-lost', group: 'lost books', title: 'books is lost', urgent: true })
  await vi.waitFor(() => expect(sent).toHaveLength(1))

  notifier.add(failing('1'))
  const { ended } = notifier
  stopping.abort()
  await ended

  expect(sent.map(({ groups }) => groups.map(({ kind }) => kind))).toEqual([
    ['connection-lost'],
    ['records-failed'],
  ])
})

test('failed records and stopped runs are told; a run that was ended by a person is not', () => {
  const told: Alert[] = []
  const observer = hearRuns('orders', alert => void told.push(alert))
  const failure = { kind: 'missing', message: 'no match for "A"', hint: 'Add it.' } as const
  const stopped = (message: string) => {
    const report = sampleReport('orders', { stoppedBy: { kind: 'invalid', message } })
    observer.observe({ type: 'runFinished', runId: 'r1', report })
  }
  const outcome = { status: 'failed', traceKey: '1', step: 'items', failure, record: {} } as const

  observer.observe({ type: 'recordSettled', runId: 'r1', outcome })
  stopped('25 records failed alike')
  stopped('The run was cancelled')
  stopped('The connection books is lost: no answer')

  expect(told.map(({ kind, record }) => [kind, record])).toEqual([
    ['records-failed', '1'],
    ['run-stopped', undefined],
  ])
})

test('errors that stay open are told, and so is a flow that sees nothing for longer than usual', async () => {
  const store = createMemoryStore()
  const now = 100 * hour
  const run = async (flow: string, atHour: number, written: number) => {
    const runId = `${flow}${atHour}`
    const counts = { read: written, written, skipped: 0, failed: 0 }
    const report = sampleReport(flow, { counts })
    await store.startRun({ runId, flow, startedAtMs: atHour * hour, reason: 'schedule' })
    await store.finishRun({ runId, flow, endedAtMs: atHour * hour, report })
  }
  // Orders came at least every four hours, until hour 60; returns come as ever.
  for (let at = 0; at <= 60; at += 4) await run('orders', at, 1)
  for (let at = 61; at < 100; at += 1) await run('orders', at, 0)
  for (let at = 0; at <= 96; at += 6) await run('returns', at, 1)
  const parked = {
    step: 's',
    failure: { kind: 'invalid', message: 'refused' },
    record: {},
    recordId: '1',
  } as const
  const failed = { traceKey: '1', fingerprint: 'f', status: 'failed', writes: [], parked } as const
  await store.settlePage({ runId: 'r', flow: 'returns', settledAtMs: 70 * hour, records: [failed] })

  const plans = [samplePlan('orders'), samplePlan('returns')]
  const spec = { staleHours: 24, quietFactor: 2 }
  const alerts = await watchProject({ plans, store, spec, clock: { now: () => now } })

  expect(alerts.map(({ kind, flow }) => [kind, flow])).toEqual([
    ['nothing-seen', 'orders'],
    ['errors-stale', 'returns'],
  ])
  expect(alerts[0]?.title).toBe('nothing has been seen for 40 h; the longest pause before was 4 h')
})

const digest: Digest = {
  atMs: 0,
  groups: [
    {
      kind: 'records-failed',
      group: 'g',
      title: 'failed at items: no match for "GIFTBOX"',
      next: 'Add it there.',
      flow: 'orders',
      count: 400,
      records: ['1', '2'],
    },
  ],
}

const text =
  'orders: failed at items: no match for "GIFTBOX" (400 times)\n  1, 2, …\n  What to do: Add it there.'

test.each([
  ['Slack gets text', { slack: 'https://hooks.example/T/B/secret' }, { text }],
  [
    'a webhook gets the alerts, with its own headers',
    { webhook: 'https://ops.example/alerts', headers: { authorization: 'Bearer x' } },
    { at: '1970-01-01T00:00:00.000Z', alerts: digest.groups },
  ],
])('%s', async (_, channel, body) => {
  const [spec] = notifySpec.parse({ channels: [channel] }).channels
  const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response())

  if (spec !== undefined) await sendDigest(spec, digest, { fetch, mail: sendMail })

  const [, init] = fetch.mock.calls[0] ?? []
  expect(JSON.parse(String(init?.body))).toEqual(body)
  expect(init?.headers).toMatchObject('headers' in channel ? channel.headers : {})
})

test('a channel that refuses is named without its secret address', async () => {
  const fetch = async () => new Response('', { status: 404 })
  const sending = sendDigest({ slack: 'https://hooks.example/T/B/secret' }, digest, { fetch, mail: sendMail })

  await expect(sending).rejects.toThrow('hooks.example answered with HTTP 404')
})

test('a mail server gets the digest as a mail', async () => {
  const received: string[] = []
  const server = createServer(socket => {
    let inData = false
    socket.write('220 mail.example\r\n')
    socket.on('data', chunk => {
      const lines = chunk.toString()
      received.push(lines)
      if (inData) {
        if (!lines.includes('\r\n.\r\n')) return
        inData = false
        socket.write('250 kept\r\n')
      } else if (lines.startsWith('DATA')) {
        inData = true
        socket.write('354 go on\r\n')
      } else if (lines.startsWith('QUIT')) socket.end('221 bye\r\n')
      else socket.write('250 mail.example\r\n')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined

  const email = { server: `smtp://127.0.0.1:${port}`, from: 'a@shop.example', to: ['b@shop.example'] }
  await sendDigest({ email }, digest, { fetch: globalThis.fetch, mail: sendMail })

  const all = received.join('')
  expect(all).toContain('RCPT TO:<b@shop.example>')
  expect(all).toMatch(/^Subject: .*tiktok-ns=3A_failed_at_items/m)
  expect(all).toContain('What to do: Add it there.')
})
