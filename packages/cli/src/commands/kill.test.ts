import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeShop, type RunningSandbox, startSandbox } from '@tiktok-ns/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { demoFaults } from '../demo/demo-faults.js'
import { writeDemoProject } from '../demo/demo-project.js'
import { verifyBooks } from '../demo/verify-books.js'
import { type BuiltTool, buildTool } from '../testing/build-tool.js'
import { drawFor, killAtWork } from '../testing/kill-at-work.js'
import { runTool } from '../testing/run-tool.js'

/** A run is killed, the next one too, and so on, before one may come to its end. */
const killsARound = 4

/** `KILLS=200` is the long form. */
const rounds = Array.from(
  { length: Math.ceil(Number(process.env['KILLS'] ?? 20) / killsARound) },
  (_, index) => index + 1,
)

let tool: BuiltTool
beforeAll(async () => {
  tool = await buildTool()
}, 300_000)
afterAll(() => tool.remove())

const sums = { kills: 0, read: 0, salesOrders: 0, deposits: 0, lost: 0, twice: 0 }
afterAll(() => {
  const { kills, read, salesOrders, deposits, lost, twice } = sums
  console.log(
    `${kills} kills in ${rounds.length} rounds, every other one under faults: ${salesOrders} sales orders and ${deposits} deposits of ${read} orders; ${lost} lost, ${twice} there twice`,
  )
})

const startRun = (file: string): ChildProcess =>
  spawn(process.execPath, [tool.program, '--project', file, 'run'], { stdio: 'ignore' })

/** With an account for deposits, each order becomes two documents: a sales order, and a deposit of its total. */
const addDepositAccount = async (sandbox: RunningSandbox): Promise<string> => {
  const response = await fetch(`${sandbox.netsuiteUrl}/_sandbox/netsuite/records/account`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ acctName: 'Payout clearing', acctNumber: '1160', acctType: { id: 'Bank' } }),
  })
  return z.object({ id: z.string() }).parse(await response.json()).id
}

const documents = z.object({
  records: z.array(
    z.looseObject({ externalId: z.string(), total: z.number().optional(), payment: z.number().optional() }),
  ),
})

const readDocuments = async (sandbox: RunningSandbox, type: string) => {
  const response = await fetch(`${sandbox.netsuiteUrl}/_sandbox/netsuite/records/${type}`)
  return documents.parse(await response.json()).records
}

const count = z.number()
const finishedRun = z.object({
  counts: z.object({ read: count, written: count, skipped: count, failed: count }),
})
const listedRuns = z.object({ runs: z.array(z.object({ report: finishedRun.optional() })) })

const readRuns = async (file: string) =>
  listedRuns.parse(JSON.parse((await runTool(['--project', file, '--json', 'runs'])).out)).runs

test.concurrent.each(rounds)(
  'kill -9 of runs that write two documents an order, and a new run: nothing lost, nothing twice (round %i)',
  async round => {
    const draw = drawFor(round)
    const shop = makeShop({ orders: 60, seed: round, nowMs: Date.now() - 5_000 })
    const sandbox = await startSandbox({
      seed: shop.seed,
      randomSeed: round,
      latencyMs: 5,
      faults: round % 2 === 0 ? demoFaults : [],
    })
    const folder = mkdtempSync(join(tmpdir(), 'killed-'))
    try {
      const { file, key } = writeDemoProject(sandbox, shop, folder)
      appendFileSync(file, `      depositAccount: '${await addDepositAccount(sandbox)}'\n`)
      for (let kill = 0; kill < killsARound; kill += 1) {
        const instant = { calls: 1 + draw(30), ms: draw(12) }
        // It was cut off, and had not come to its end.
        expect(await killAtWork(startRun(file), () => sandbox.calls.list({}).length, instant)).toBe('SIGKILL')
        sums.kills += 1
      }

      sandbox.faults.clear()
      const [code] = await once(startRun(file), 'exit')

      expect(code).toBe(1) // one order is parked: NetSuite does not have its SKU
      const { expected, found, faults } = await verifyBooks(sandbox, key)
      const missing = `TTS-US1-SO-${shop.missing?.orderId} is missing`
      const deposits = await readDocuments(sandbox, 'customerDeposit')
      sums.salesOrders += found
      sums.deposits += deposits.length
      sums.lost += faults.filter(fault => fault.endsWith('is missing') && fault !== missing).length
      sums.twice += faults.filter(fault => fault.endsWith('times')).length
      expect(faults).toEqual([missing])
      expect(found).toBe(expected - 1)
      const paid = (await readDocuments(sandbox, 'salesOrder')).filter(({ total = 0 }) => total > 0)
      expect(deposits.map(({ externalId, payment }) => [externalId, payment]).sort()).toEqual(
        paid.map(({ externalId, total }) => [externalId.replace('-SO-', '-CD-'), total]).sort(),
      )

      const runs = await readRuns(file)
      const [last, ...cutOff] = runs
      expect(cutOff.filter(({ report }) => report !== undefined)).toEqual([])
      const { read, written, skipped, failed } = last?.report?.counts ?? {}
      expect({ read, sum: (written ?? 0) + (skipped ?? 0) + (failed ?? 0) }).toEqual({ read: 60, sum: 60 })
      sums.read += 60
    } finally {
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  600_000, // guards against hanging: under load a round takes minutes
)
