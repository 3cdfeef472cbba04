import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { type Benchmark, bar, type Row, round } from '../benchmark.js'
import { createProject } from '../sandbox/project.js'
import { type SandboxProcess, startSandbox } from '../sandbox/start-sandbox.js'
import { heapLimit, runTool, startTool } from '../sandbox/tool.js'
import { type LargeShopOptions, warehousesOf } from './large-shop.js'

/** `SWEEP_SKUS` takes fewer SKUs, on a machine that is busy. */
const scales = { full: Number(process.env['SWEEP_SKUS'] ?? '100000'), tiny: 300 }
const [warehouses, skusPerProduct, driftsEvery] = [3, 10, 10]
/** What "Search Products" and "Inventory Search" give in one call. */
const [productsInCall, skusInCall] = [100, 600]

const counts = z.object({ read: z.number(), written: z.number(), skipped: z.number(), failed: z.number() })
const reports = z.object({ runs: z.tuple([z.object({ elapsedMs: z.number(), counts })]) })

/** Runs `tiktok-ns run sweep`, and answers with its report and its memory. */
const runSweep = async (words: readonly string[]) => {
  const { peakMiB, printed } = await runTool(words)
  const [report] = reports.parse(printed).runs
  return { peakMiB, ...report }
}

export const sweep: Benchmark = {
  name: 'sweep',
  question: 'What does the nightly sweep of a large catalogue take, and does it go on after it was killed?',
  measure: async scale => {
    const skus = scales[scale]
    const products = Math.ceil(skus / skusPerProduct)
    const wrong = Math.ceil(products / driftsEvery)
    const least = Math.ceil(products / productsInCall) + Math.ceil(skus / skusInCall) + wrong
    const large = { skus, skusPerProduct, warehouses, driftsEvery, nowMs: Date.now() - 5_000 }

    const whole = await inShop(large, async (sandbox, words) => {
      const report = await runSweep(words)
      return { ...report, ...(await readCalls(sandbox)), updates: await countUpdates(sandbox) }
    })
    // Each start of the tool takes seconds: the tiny scale does without the second half.
    if (scale === 'tiny') return { setup: describe(large, wrong), rows: [toRow('whole', whole, least)] }
    const resumed = await inShop(large, async (sandbox, words) => {
      const killed = startTool(words)
      const ended = once(killed, 'close')
      while (killed.exitCode === null && (await countUpdates(sandbox)) < wrong / 3) await wait(20)
      killed.kill('SIGKILL')
      await ended
      const { shop: callsBefore } = await readCalls(sandbox)
      const report = await runSweep(words)
      const { shop, erp } = await readCalls(sandbox)
      return { ...report, shop: shop - callsBefore, erp, updates: await countUpdates(sandbox) }
    })
    return {
      setup: describe(large, wrong),
      rows: [toRow('whole', whole, least), toRow('after a kill', resumed, least)],
      bars: [
        bar('TikTok calls, of the fewest that batches allow', 'at most', 1.1, whole.shop / least),
        bar('products left wrong', 'at most', 0, Math.max(0, wrong - whole.updates) + whole.counts.failed),
        // What was under way when it was killed may be written once more: an absolute number does no harm.
        bar('updates made twice because of the kill', 'at most', 10, resumed.updates - wrong),
        bar('updates left undone after the kill', 'at most', 0, Math.max(0, wrong - resumed.updates)),
      ],
    }
  },
}

const describe = ({ skus }: { readonly skus: number }, wrong: number): string =>
  `\`tiktok-ns run\` with the sweep over ${skus} SKUs in ${Math.ceil(skus / skusPerProduct)} products and ${warehouses} warehouses, against the sandbox; in ${wrong} products one SKU shows what it should not. ${heapLimit} MB for JavaScript's objects (with more the tool would be ended). The second run follows one that was killed after ${Math.ceil(wrong / 3)} updates; it reads all again, and corrects what is left.`

interface Measured {
  readonly shop: number
  readonly erp: number
  readonly updates: number
  readonly peakMiB: number
  readonly elapsedMs: number
  readonly counts: z.infer<typeof counts>
}

const toRow = (run: string, measured: Measured, least: number): Row => {
  const { shop, erp, updates, peakMiB, elapsedMs, counts: done } = measured
  return {
    run,
    'records read': done.read,
    written: done.written,
    failed: done.failed,
    'TikTok calls': shop,
    least,
    ratio: round(shop / least),
    'updates, all runs': updates,
    'NetSuite calls': erp,
    'peak memory, MiB': peakMiB,
    'elapsed, s': round(elapsedMs / 1_000),
  }
}

/** A fresh sandbox with such a shop, and the words that run the sweep of its project. */
const inShop = async <Told>(
  large: LargeShopOptions,
  act: (sandbox: SandboxProcess, words: readonly string[]) => Promise<Told>,
): Promise<Told> => {
  const sandbox = await startSandbox({ large })
  const project = createProject(sandbox, {
    concurrency: 5,
    flows: {
      sweep: {
        flow: '@tiktok-ns/flows/inventory/netsuite-stock-sweep-to-tiktok-inventory.flow.yaml',
        connections: { shop: 'us-shop', erp: 'books' },
        settings: { warehouses: warehousesOf(large) },
      },
    },
  })
  try {
    return await act(sandbox, ['--project', join(project.folder, 'tiktok-ns.yaml'), '--json', 'run', 'sweep'])
  } finally {
    project.remove()
    await sandbox.stop()
  }
}

const readCalls = async (sandbox: SandboxProcess) => ({
  shop: await sandbox.countCalls({ system: 'tiktok-shop' }),
  erp: await sandbox.countCalls({ system: 'netsuite' }),
})

const countUpdates = (sandbox: SandboxProcess): Promise<number> =>
  sandbox.countCalls({ path: '/product/*/products/*/inventory/update' })
