import { createHmac } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { defaultTikTokShopCredentials as app } from '@tiktok-ns/sandbox'
import { Agent, request } from 'undici'
import { type Benchmark, bar, round } from '../benchmark.js'
import { median } from '../measure.js'
import { createProject } from '../sandbox/project.js'
import { startSandbox } from '../sandbox/start-sandbox.js'
import { startServe } from '../sandbox/start-serve.js'

/** `WEBHOOKS_COUNT` sends fewer, on a machine that is busy. */
const scales = {
  full: { notifications: Number(process.env['WEBHOOKS_COUNT'] ?? '10000'), bursts: 10 },
  tiny: { notifications: 60, bursts: 2 },
}
/** Requests at once in a burst. */
const atOnce = 100

interface Delivery {
  readonly kind: 'new' | 'duplicate' | 'forged'
  readonly body: string
  readonly signature: string
}

interface Answer {
  readonly kind: Delivery['kind']
  readonly status: number
  readonly ms: number
}

/** One third of all are deliveries of a notification that came before, one tenth carry a wrong signature. */
const makeDeliveries = (count: number): readonly Delivery[] => {
  const genuine: string[] = []
  return Array.from({ length: count }, (_, index): Delivery => {
    const forged = index % 10 === 9
    const again = index % 3 === 2 && !forged ? genuine[Math.floor(genuine.length / 2)] : undefined
    const body = again ?? toBody(index)
    const kind = forged ? 'forged' : again === undefined ? 'new' : 'duplicate'
    if (kind === 'new') genuine.push(body)
    return { kind, body, signature: sign(body, forged ? 'another secret' : String(app.appSecret)) }
  })
}

const toBody = (index: number): string =>
  JSON.stringify({
    type: 1,
    tts_notification_id: `n-${index}`,
    shop_id: '7494049642642441621',
    timestamp: 1_770_000_000,
    data: {
      order_id: String(576_500_000_000_000 + index),
      order_status: 'AWAITING_SHIPMENT',
      update_time: 1_770_000_000,
    },
  })

const sign = (body: string, secret: string): string =>
  createHmac('sha256', secret).update(`${app.appKey}${body}`).digest('hex')

export const webhooks: Benchmark = {
  name: 'webhooks',
  question:
    'Does `serve` take webhooks in bursts without losing one or taking a forged one, and how long does TikTok wait?',
  measure: async scale => {
    const { notifications, bursts } = scales[scale]
    const sandbox = await startSandbox({ shop: { orders: 5, seed: 7, nowMs: Date.now() - 5_000 } })
    const { customer = '', discountItem = '', location = '', sampleClass = '' } = sandbox.netsuiteIds
    const project = createProject(sandbox, {
      concurrency: 5,
      flows: {
        orders: {
          flow: '@tiktok-ns/flows/orders/tiktok-orders-to-netsuite-sales-orders.flow.yaml',
          connections: { shop: 'us-shop', erp: 'books' },
          settings: { customer, discountItem, location, sampleClass },
        },
      },
    })
    const serve = await startServe(project)
    const { url } = serve.hello
    const deliveries = makeDeliveries(notifications)
    // The first one loads what a run needs; the process of a merchant has done so long before.
    await deliver(url, deliveries.slice(0, 1))
    await untilDealtWith(url) // which also begins the watch of the event loop anew
    const answers: Answer[] = []
    const size = Math.ceil(deliveries.length / bursts)
    for (let start = 1; start < deliveries.length; start += size)
      answers.push(...(await deliver(url, deliveries.slice(start, start + size))))
    const busy = await readMetrics(url)
    const kept = await untilDealtWith(url)
    await serve.stop()
    project.remove()
    await sandbox.stop()

    const count = (kind: Delivery['kind']) => deliveries.filter(delivery => delivery.kind === kind).length
    const genuine = answers.filter(({ kind }) => kind !== 'forged')
    const times = genuine.map(({ ms }) => ms)
    const unanswered = genuine.filter(({ status }) => status !== 200).length
    const taken = answers.filter(({ kind, status }) => kind === 'forged' && status === 200).length
    const lost = count('new') - kept.accepted
    return {
      setup: `${notifications} notifications in ${bursts} bursts, ${atOnce} at once, to \`tiktok-ns serve\` while it reads the orders they are about; every accepted one is synced to disk before its answer. Times include the sender's own; the event loop's delays are those of \`serve\` alone.`,
      rows: [
        {
          sent: deliveries.length,
          duplicates: count('duplicate'),
          forged: count('forged'),
          accepted: kept.accepted,
          'recognised as duplicates': kept.duplicate,
          'refused as forged': kept.forged,
          'median, ms': round(median(times)),
          '99th of 100, ms': round(at(times, 0.99)),
          'longest, ms': round(at(times, 1)),
          'event loop, 99th, ms': round(busy.loopDelayMs('0.99')),
          'event loop, longest, ms': round(busy.loopDelayMs('1')),
        },
      ],
      bars: [
        bar('accepted notifications lost', 'at most', 0, lost + unanswered),
        bar('forged notifications accepted', 'at most', 0, taken),
        bar('notifications still waiting at the end', 'at most', 0, kept.waiting),
      ],
    }
  },
}

const deliver = async (url: string, deliveries: readonly Delivery[]): Promise<readonly Answer[]> => {
  const dispatcher = new Agent({ connections: atOnce })
  const left = [...deliveries]
  const answers: Answer[] = []
  const send = async ({ kind, body, signature }: Delivery): Promise<void> => {
    const startedAt = performance.now()
    const { statusCode, body: answer } = await request(`${url}/webhooks/us-shop`, {
      method: 'POST',
      body,
      headers: { authorization: signature, 'content-type': 'application/json' },
      dispatcher,
    })
    await answer.dump()
    answers.push({ kind, status: statusCode, ms: performance.now() - startedAt })
  }
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await send(next)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  await dispatcher.close()
  return answers
}

/** What `serve` itself counts, once it has dealt with all that it accepted, or after five minutes. */
const untilDealtWith = async (url: string) => {
  for (let tries = 0; ; tries += 1) {
    const metrics = await readMetrics(url)
    if (metrics.waiting === 0 || tries >= 300) return metrics
    await wait(1_000)
  }
}

const readMetrics = async (url: string) => {
  const { body } = await request(`${url}/metrics`)
  const text = await body.text()
  const figure = (line: RegExp): number => Number(line.exec(text)?.[1] ?? 0)
  const result = (name: string): number =>
    figure(new RegExp(`^tiktok_ns_webhooks_total\\{.*result="${name}".*\\} (\\d+)$`, 'm'))
  return {
    waiting: figure(/^tiktok_ns_notifications_waiting (\d+)$/m),
    accepted: result('accepted'),
    duplicate: result('duplicate'),
    forged: result('forged'),
    /** Since the metrics were read before. */
    loopDelayMs: (quantile: string): number =>
      1000 *
      figure(new RegExp(`^tiktok_ns_event_loop_delay_seconds\\{quantile="${quantile}"\\} ([\\d.e-]+)$`, 'm')),
  }
}

const at = (figures: readonly number[], share: number): number => {
  const sorted = figures.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
