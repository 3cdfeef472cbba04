import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createNetSuiteClient } from '@tiktok-ns/netsuite-client'
import { defaultNetSuiteCredentials as netsuite } from '@tiktok-ns/sandbox'
import { z } from 'zod'
import { type Benchmark, bar, round } from '../benchmark.js'
import { median } from '../measure.js'
import { createProject } from '../sandbox/project.js'
import { type SandboxProcess, startSandbox } from '../sandbox/start-sandbox.js'
import { startServe } from '../sandbox/start-serve.js'
import { itemOf, productOf, warehousesOf } from '../sweep/large-shop.js'

/** The shipped flow polls every minute; the tiny scale, of a flow that extends it, more often. */
const scales = {
  full: { changes: 120, intervalSecs: 60 },
  tiny: { changes: 2, intervalSecs: 2 },
}
const shipped = '@tiktok-ns/flows/inventory/netsuite-stock-to-tiktok-inventory.flow.yaml'

const calls = z.object({
  calls: z.array(z.object({ path: z.string(), atMs: z.number(), tookMs: z.number() })),
})

export const stockLatency: Benchmark = {
  name: 'stock-latency',
  question: 'How long after an item changed in NetSuite does TikTok Shop show it?',
  measure: async scale => {
    const { changes, intervalSecs } = scales[scale]
    const large = { skus: changes + 1, skusPerProduct: 1, warehouses: 1, nowMs: Date.now() - 5_000 }
    const sandbox = await startSandbox({ large: { ...large, driftsEvery: Number.MAX_SAFE_INTEGER } })
    const project = createProject(sandbox, {
      concurrency: 5,
      flows: {
        stock: {
          flow: scale === 'full' ? shipped : 'often.flow.yaml',
          connections: { shop: 'us-shop', erp: 'books' },
          settings: { warehouses: warehousesOf(large) },
        },
      },
    })
    if (scale === 'tiny')
      writeFileSync(
        join(project.folder, 'often.flow.yaml'),
        `flow: often\nextends: '${shipped}'\ntriggers: [{ every: ${intervalSecs}s }]\n`,
      )
    const takeAway = await openWarehouse(sandbox)
    const serve = await startServe(project)
    // The first change is there to see that `serve` is under way.
    await takeAway(0)
    await untilShown(sandbox, 1)
    const changedAt: number[] = []
    for (let index = 1; index <= changes; index += 1) {
      await wait(Math.random() * 2 * ((2_000 * intervalSecs) / changes))
      changedAt.push(await takeAway(index))
    }
    const shownAt = await untilShown(sandbox, changes + 1)
    await serve.stop()
    project.remove()
    await sandbox.stop()

    const latencies = changedAt.map(
      (at, index) => ((shownAt.get(productOf(index + 1)) ?? Number.NaN) - at) / 1000,
    )
    const longest = Math.max(...latencies)
    return {
      setup: `\`tiktok-ns serve\` with the near-real-time flow, every ${intervalSecs} s; ${changes} items lose units in NetSuite, one after the other at random instants over some ${2 * intervalSecs} s. From NetSuite's answer to the change until TikTok Shop has answered the update; the sandbox answers at once.`,
      rows: [
        {
          changes,
          'interval, s': intervalSecs,
          'shortest, s': round(Math.min(...latencies)),
          'median, s': round(median(latencies)),
          'longest, s': round(longest),
        },
      ],
      bars: [bar('longest less the interval', 'at most', 1, longest - intervalSecs, ' s')],
    }
  },
}

/** Answers with who takes five units of an item away, and that with the instant when NetSuite had done it. */
const openWarehouse = async (sandbox: SandboxProcess): Promise<(index: number) => Promise<number>> => {
  const account = z.object({ id: z.string() }).parse(
    await sandbox.admin('POST', '/netsuite/records/account', {
      acctName: 'Stock counts',
      acctNumber: '5900',
      acctType: { id: 'COGS' },
    }),
  )
  const { account: company, consumerKey, consumerSecret, tokenId, tokenSecret } = netsuite
  const client = createNetSuiteClient({
    account: company,
    auth: { consumerKey, consumerSecret, tokenId, tokenSecret },
    baseUrl: sandbox.netsuiteUrl,
  })
  return async index => {
    await client.records.create('inventoryAdjustment', {
      subsidiary: { id: '1' },
      account,
      inventory: {
        items: [{ item: { id: itemOf(index) }, location: { id: '1' }, adjustQtyBy: -5 }],
      },
    })
    return Date.now()
  }
}

/** When each product's stock was set, once so many products' was; gives up after five minutes. */
const untilShown = async (
  sandbox: SandboxProcess,
  products: number,
): Promise<ReadonlyMap<string, number>> => {
  for (let tries = 0; ; tries += 1) {
    const path = '/product/*/products/*/inventory/update'
    const seen = calls.parse(
      await sandbox.admin('GET', `/calls?${new URLSearchParams({ path, limit: '1000' })}`),
    )
    const shown = new Map(
      seen.calls.map(call => [call.path.split('/').at(-3) ?? '', call.atMs + call.tookMs] as const),
    )
    if (shown.size >= products || tries >= 1_500) return shown
    await wait(200)
  }
}
