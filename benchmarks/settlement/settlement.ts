import { join } from 'node:path'
import { z } from 'zod'
import { type Benchmark, bar, type Row, round } from '../benchmark.js'
import { createProject } from '../sandbox/project.js'
import { type SandboxProcess, startSandbox } from '../sandbox/start-sandbox.js'
import { heapLimit, runTool } from '../sandbox/tool.js'
import { manyRows } from './many-rows.js'

const maxLines = 1_000
const pageSize = 100

const accounts = {
  'sales.*': '4000',
  'shipping.*': '6150',
  'fee.*': '6110',
  reserve: '1170',
  receivable: '1150',
  clearing: '1160',
}

const allModes = [
  { mode: 'journal', entriesFor: () => 1 },
  // A line for each order, and one on clearing for each entry. Two more are the fees' and the shipping's.
  { mode: 'feesOnly', entriesFor: (rows: number) => Math.ceil((rows + 2) / (maxLines - 1)) },
] as const

const scales = {
  full: { sizes: [10_000, 100_000], modes: allModes },
  tiny: { sizes: [250], modes: allModes.slice(1) },
}

const printed = z.object({
  runs: z.tuple([z.object({ elapsedMs: z.number(), counts: z.object({ written: z.number() }) })]),
})

/** A statement of so many orders in a fresh sandbox, posted by the tool in a process of its own. */
const post = async (
  rows: number,
  { mode, entriesFor }: (typeof allModes)[number],
): Promise<Row & { calls: number; least: number }> => {
  const sandbox = await startSandbox({
    shop: { orders: 0, skus: 1, seed: 7, nowMs: Date.parse('2026-03-20T10:00:00Z') },
  })
  const project = createProject(sandbox, {
    concurrency: 5,
    flows: {
      books: {
        flow: '@tiktok-ns/flows/settlement/tiktok-statements-to-netsuite-books.flow.yaml',
        connections: { shop: 'us-shop', erp: 'books' },
        settings: { mode, accounts, customer: sandbox.netsuiteIds['customer'] ?? '', maxLines },
      },
    },
  })
  try {
    await putStatement(sandbox, rows)
    const before = await sandbox.countCalls({})
    const answer = await runTool([
      '--project',
      join(project.folder, 'tiktok-ns.yaml'),
      '--json',
      'run',
      'books',
    ])
    const [{ elapsedMs, counts }] = printed.parse(answer.printed).runs
    const calls = (await sandbox.countCalls({})) - before
    // The list of statements, the pages of its rows, the question what NetSuite has already, and the entries.
    const least = 1 + Math.ceil(rows / pageSize) + 1 + entriesFor(rows)
    return {
      mode,
      rows,
      written: counts.written,
      calls,
      least,
      ratio: round(calls / least),
      'peak memory, MiB': answer.peakMiB,
      'elapsed, s': round(elapsedMs / 1000),
    }
  } finally {
    project.remove()
    await sandbox.stop()
  }
}

const putStatement = async (sandbox: SandboxProcess, rows: number): Promise<void> => {
  const [shop] = z
    .object({ shops: z.array(z.object({ id: z.string() })) })
    .parse(await sandbox.admin('GET', '/tiktok-shop/shops')).shops
  await sandbox.admin('PUT', `/tiktok-shop/shops/${shop?.id ?? ''}/statements`, {
    statements: [manyRows(rows)],
  })
}

export const settlement: Benchmark = {
  name: 'settlement',
  question:
    'What does a large statement take: calls beside the fewest that page sizes and line limits allow, and memory?',
  measure: async scale => {
    const results = []
    const { sizes, modes } = scales[scale]
    for (const rows of sizes) for (const mode of modes) results.push(await post(rows, mode))
    const ratio = Math.max(...results.map(({ calls, least }) => calls / least))
    return {
      setup: `\`tiktok-ns run\` with one statement, against the sandbox: pages of ${pageSize} rows, ${maxLines} lines an entry, and ${heapLimit} MB for JavaScript's objects (with more the tool would be ended).`,
      rows: results,
      bars: [bar('calls, of the fewest possible', 'at most', 1.1, ratio)],
    }
  },
}
