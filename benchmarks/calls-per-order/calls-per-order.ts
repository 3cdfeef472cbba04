import { z } from 'zod'
import { type Benchmark, bar, round } from '../benchmark.js'
import { createProject } from '../sandbox/project.js'
import { startSandbox } from '../sandbox/start-sandbox.js'

/** `CALLS_PER_ORDER_ORDERS` takes fewer orders, on a machine that is busy. */
const scales = {
  full: { orders: Number(process.env['CALLS_PER_ORDER_ORDERS'] ?? '10000'), latencyMs: 100 },
  tiny: { orders: 40, latencyMs: 1 },
}
const limit = 5
/** Orders that a list of TikTok's has at most. */
const pageMaximum = 100

const printed = z.object({
  runs: z.tuple([
    z.object({ elapsedMs: z.number(), counts: z.object({ read: z.number(), written: z.number() }) }),
  ]),
})

export const callsPerOrder: Benchmark = {
  name: 'calls-per-order',
  question:
    'How many calls does an order take on its way into NetSuite, and how long does it take over them?',
  measure: async scale => {
    const { orders, latencyMs } = scales[scale]
    const sandbox = await startSandbox({
      shop: { orders, seed: 7, nowMs: Date.now() - 5_000, missingSku: false },
      netsuite: { concurrency: limit },
      latencyMs: { netsuite: latencyMs },
    })
    const { customer = '', discountItem = '', location = '', sampleClass = '' } = sandbox.netsuiteIds
    const project = createProject(sandbox, {
      concurrency: limit,
      flows: {
        orders: {
          flow: '@tiktok-ns/flows/orders/tiktok-orders-to-netsuite-sales-orders.flow.yaml',
          connections: { shop: 'us-shop', erp: 'books' },
          settings: { customer, discountItem, location, sampleClass },
        },
      },
    })
    const { runs } = printed.parse(await project.tool('run', 'orders'))
    const [{ elapsedMs, counts }] = runs
    const erp = { system: 'netsuite' }
    const calls = await sandbox.countCalls(erp)
    const writes = await sandbox.countCalls({ ...erp, method: 'POST', path: '/services/rest/record/**' })
    const lists = await sandbox.countCalls({ system: 'tiktok-shop', path: '/order/*/orders/search' })
    const shopCalls = await sandbox.countCalls({ system: 'tiktok-shop' })
    project.remove()
    await sandbox.stop()

    const idealMs = (calls * latencyMs) / limit
    return {
      setup: `\`tiktok-ns run orders\` with ${orders} orders, default settings; the sandbox's NetSuite takes ${latencyMs} ms for each answer and ${limit} requests at once.`,
      rows: [
        {
          'orders read': counts.read,
          written: counts.written,
          'NetSuite writes': writes,
          'other NetSuite calls': calls - writes,
          'others an order': round((calls - writes) / counts.written),
          'TikTok lists': lists,
          'other TikTok calls': shopCalls - lists,
          'elapsed, s': round(elapsedMs / 1000),
          'over calls × L / C': round(elapsedMs / idealMs),
        },
      ],
      bars: [
        bar('NetSuite writes an order', 'at most', 1, writes / counts.written),
        ...(scale === 'full'
          ? [bar('other NetSuite calls an order', 'at most', 0.05, (calls - writes) / counts.written)]
          : []),
        bar('TikTok lists over the pages of orders', 'at most', 1, lists / Math.ceil(orders / pageMaximum)),
      ],
    }
  },
}
