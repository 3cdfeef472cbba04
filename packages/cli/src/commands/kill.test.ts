import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeShop, type RunningSandbox, startSandbox } from '@tiktok-ns/sandbox'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { demoFaults } from '../demo/demo-faults.js'
import { writeDemoProject } from '../demo/demo-project.js'
import { verifyBooks } from '../demo/verify-books.js'

const tool = fileURLToPath(new URL('../main.ts', import.meta.url))
const root = fileURLToPath(new URL('../../../..', import.meta.url))

const startRun = (file: string): ChildProcess =>
  spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=@tiktok-ns/source', tool, '--project', file, 'run'],
    {
      cwd: root,
      stdio: 'ignore',
    },
  )

/** Draws that can be repeated: a failing round names its number. */
const drawFor = (round: number) => {
  let state = round * 2_654_435_761
  return (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0
    return state % below
  }
}

/** `KILLS=200` is the long form. */
const rounds = Array.from({ length: Number(process.env['KILLS'] ?? 20) }, (_, index) => index + 1)

/** Kills a run while it works: after a drawn number of calls, so that every stage of a run is met. */
const killAfterCalls = async (
  run: ChildProcess,
  countCalls: () => number,
  calls: number,
): Promise<unknown> => {
  const exited = once(run, 'exit')
  const watch = setInterval(() => {
    if (countCalls() >= calls) run.kill('SIGKILL')
  }, 1)
  const [, signal] = await exited
  clearInterval(watch)
  return signal
}

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

test.concurrent.each(rounds)(
  'kill -9 of a run that writes two documents an order, and a new run: nothing lost, nothing twice (round %i)',
  async round => {
    const draw = drawFor(round)
    const shop = makeShop({ orders: 40, seed: round, nowMs: Date.now() - 5_000 })
    const withFaults = round % 2 === 0
    const sandbox = await startSandbox({
      seed: shop.seed,
      randomSeed: round,
      latencyMs: 5,
      faults: withFaults ? demoFaults : [],
    })
    const folder = mkdtempSync(join(tmpdir(), 'killed-'))
    try {
      const { file, key } = writeDemoProject(sandbox, shop, folder)
      appendFileSync(file, `      depositAccount: '${await addDepositAccount(sandbox)}'\n`)
      const ended = await killAfterCalls(startRun(file), () => sandbox.calls.list({}).length, 1 + draw(60))
      expect(ended).toBe('SIGKILL') // it was cut off, and had not come to its end

      sandbox.faults.clear()
      const [code] = await once(startRun(file), 'exit')

      expect(code).toBe(1) // one order is parked: NetSuite does not have its SKU
      const { expected, found, faults } = await verifyBooks(sandbox, key)
      expect(faults).toEqual([`TTS-US1-SO-${shop.missing?.orderId} is missing`])
      expect(found).toBe(expected - 1)
      const paid = (await readDocuments(sandbox, 'salesOrder')).filter(({ total = 0 }) => total > 0)
      const deposits = await readDocuments(sandbox, 'customerDeposit')
      expect(deposits.map(({ externalId, payment }) => [externalId, payment]).sort()).toEqual(
        paid.map(({ externalId, total }) => [externalId.replace('-SO-', '-CD-'), total]).sort(),
      )
    } finally {
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  600_000, // guards against hanging: under load a round takes minutes
)
