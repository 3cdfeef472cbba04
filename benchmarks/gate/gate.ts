import { z } from 'zod'
import { type Benchmark, bar, round } from '../benchmark.js'
import { createProject } from '../sandbox/project.js'
import { startSandbox } from '../sandbox/start-sandbox.js'

const scales = { full: { orders: 10_000, latencyMs: 100 }, tiny: { orders: 20, latencyMs: 5 } }
const limit = 5

const printed = z.object({
  runs: z.tuple([
    z.object({ elapsedMs: z.number(), counts: z.object({ read: z.number(), written: z.number() }) }),
  ]),
})

export const gate: Benchmark = {
  name: 'gate',
  question:
    "How near does a run of orders come to what NetSuite's concurrency allows, and does it ever ask for more?",
  measure: async scale => {
    const { orders, latencyMs } = scales[scale]
    const sandbox = await startSandbox({
      shop: { orders, seed: 7, nowMs: Date.now() - 5_000 },
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
    const calls = await sandbox.countCalls({ system: 'netsuite' })
    const refused = await sandbox.countCalls({ system: 'netsuite', status: '429' })
    project.remove()
    await sandbox.stop()

    const idealMs = (calls * latencyMs) / limit
    return {
      setup: `\`tiktok-ns run orders\` with ${orders} orders; the sandbox's NetSuite takes ${latencyMs} ms for each answer and ${limit} requests at once.`,
      rows: [
        {
          'orders read': counts.read,
          written: counts.written,
          'NetSuite calls': calls,
          refused,
          'elapsed, s': round(elapsedMs / 1000),
          'calls × L / C, s': round(idealMs / 1000),
          ratio: round(elapsedMs / idealMs),
        },
      ],
      bars: [
        bar('elapsed over calls × L / C', 'at most', 1.05, elapsedMs / idealMs),
        bar('the share of calls refused', 'at most', 0.1, (100 * refused) / calls, ' %'),
      ],
    }
  },
}
