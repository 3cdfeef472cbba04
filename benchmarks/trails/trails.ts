import { statSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../packages/flow-engine/src/sqlite-store/open-database.js'
import { type Benchmark, bar, round } from '../benchmark.js'
import { costOf, median } from '../measure.js'
import { createProject, type Payloads } from '../sandbox/project.js'
import { type SandboxProcess, startSandbox } from '../sandbox/start-sandbox.js'

/** `TRAILS_ORDERS` takes fewer orders, on a machine that is busy. */
const scales = {
  full: { orders: Number(process.env['TRAILS_ORDERS'] ?? '2000'), rounds: 5 },
  tiny: { orders: 10, rounds: 1 },
}

/** What is kept of records: with what was read, sent and answered, or without. */
const contestants: readonly Payloads[] = ['masked', 'none']

interface Measured {
  readonly cpuMs: number
  readonly storeBytes: number
}

export const trails: Benchmark = {
  name: 'trails',
  question: 'What does it cost to keep what was read, sent and answered, so that `explain` can tell it?',
  measure: async scale => {
    const { orders, rounds } = scales[scale]
    const sandbox = await startSandbox({ shop: { orders, seed: 7, nowMs: Date.now() - 5_000 } })
    const measured = new Map<Payloads, Measured[]>(contestants.map(payloads => [payloads, []]))
    // Every shop key makes documents of its own. The first round does not count.
    for (let round = 0; round <= rounds; round += 1)
      for (const [payloads, all] of measured) {
        const one = await importAll(sandbox, payloads, `${payloads === 'none' ? 'N' : 'M'}${round}`)
        if (round > 0) all.push(one)
      }
    await sandbox.stop()

    const of = (payloads: Payloads, figure: keyof Measured): number =>
      median((measured.get(payloads) ?? []).map(one => one[figure])) / orders
    return {
      setup: `\`tiktok-ns run orders\` with ${orders} orders, into an empty store, in turns; medians of ${rounds} rounds. The sandbox's work is not counted.`,
      rows: contestants.map(payloads => ({
        kept: payloads === 'none' ? 'outcomes alone' : 'trails, personal data masked',
        'ms of processor an order': round(of(payloads, 'cpuMs')),
        'KiB of store an order': round(of(payloads, 'storeBytes') / 1024),
      })),
      bars: [
        bar(
          'processor time with trails, of that without',
          'at most',
          1.25,
          of('masked', 'cpuMs') / of('none', 'cpuMs'),
        ),
      ],
    }
  },
}

const importAll = async (sandbox: SandboxProcess, payloads: Payloads, key: string): Promise<Measured> => {
  const { customer = '', discountItem = '', location = '', sampleClass = '' } = sandbox.netsuiteIds
  const project = createProject(sandbox, {
    concurrency: 5,
    key,
    payloads,
    flows: {
      orders: {
        flow: '@tiktok-ns/flows/orders/tiktok-orders-to-netsuite-sales-orders.flow.yaml',
        connections: { shop: 'us-shop', erp: 'books' },
        settings: { customer, discountItem, location, sampleClass },
      },
    },
  })
  const { cpuMs } = await costOf(() => project.tool('run', 'orders'))
  const storeBytes = await sizeOf(join(project.folder, '.tiktok-ns', 'store.db'))
  project.remove()
  return { cpuMs, storeBytes }
}

/** With what SQLite has put aside in its log and not moved into the file yet. */
const sizeOf = async (store: string): Promise<number> => {
  const database = await openDatabase(store)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  return statSync(store).size
}
