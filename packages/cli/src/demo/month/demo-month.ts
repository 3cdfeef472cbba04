import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  makeMonth,
  type RunningSandbox,
  defaultTikTokShopCredentials as shop,
  startSandbox,
} from '@tiktok-ns/sandbox'
import { z } from 'zod'
import type { CommandContext } from '../commands/command-context.js'
import { run } from '../commands/run.js'
import { settlementReconcile, settlementShow } from '../commands/settlement.js'
import type { ExitCode } from '../exit-code.js'
import { paint } from '../output/terminal.js'
import { writeMonthProject } from './demo-project.js'

export interface DemoMonthOptions {
  readonly orders: number
  readonly seed: number
}

/** Closes last month of a shop that has lived through it: statements and payments to the books, a correction, the reconciliation and its page. */
export const demoMonth = async (
  { orders, seed }: DemoMonthOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const { terminal } = context
  const say = (text: string) => (context.json ? undefined : terminal.out(text))
  const command = (text: string) => say(`\n${paint(terminal, 'bold', `$ tiktok-ns ${text}`)}`)

  const { month, start, days } = lastMonth(Date.now())
  const lived = await makeMonth({
    orders,
    seed,
    start,
    days,
    settings: { reserveRate: 0.1, reserveReleaseSecs: 14 * 86_400 },
  })
  // The last statements stay unpaid, as they do while TikTok's payment is on its way.
  const { tiktokShop } = lived.seed
  const unpaid = { ...tiktokShop, settings: { ...tiktokShop?.settings, payAfterSecs: 90 * 86_400 } }
  const sandbox = await startSandbox({ seed: { ...lived.seed, tiktokShop: unpaid }, randomSeed: seed })
  const project = writeMonthProject(sandbox)
  try {
    const statements = await statementsOf(sandbox)
    const open = statements.filter(({ payment_status }) => payment_status !== 'PAID').at(-1)
    if (open !== undefined) await amend(sandbox, open.id, 'GMV_PAYMENT_FOR_ADS', '-18.40')
    say(
      `A shop has lived through ${month}: ${lived.orderIds.length} orders, refunds, advertising and penalties, reserves, ${statements.length} statements. NetSuite knows nothing of it.`,
    )

    command('run')
    await run([], project.file, {}, context)

    if (open !== undefined) {
      say(`\nTikTok corrects statement ${open.id} after it was posted: a chargeback of 4.20.`)
      await amend(sandbox, open.id, 'CHARGE_BACK', '-4.20')
      command(`run statements --since ${start}`)
      await run(['statements'], project.file, { since: start }, context)
      command(`settlement show ${open.id}`)
      await settlementShow(open.id, project.file, { format: 'table' }, context)
    }

    command(`settlement reconcile --month ${month}`)
    const code = await settlementReconcile(month, project.file, { format: 'table' }, context)
    const page = join(mkdtempSync(join(tmpdir(), 'tiktok-ns-month-')), `settlement-${month}.html`)
    command(`settlement reconcile --month ${month} --as html --out ${page}`)
    await settlementReconcile(month, project.file, { format: 'html', out: page }, { ...context, json: false })
    return code
  } finally {
    await sandbox.close()
    rmSync(dirname(project.file), { recursive: true, force: true })
  }
}

/** The month before this one, in UTC. */
export const lastMonth = (
  nowMs: number,
): { readonly month: string; readonly start: string; readonly days: number } => {
  const now = new Date(nowMs)
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)
  const days = Math.round((Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1) - first) / 86_400_000)
  const start = new Date(first).toISOString()
  return { month: start.slice(0, 7), start, days }
}

const statement = z.looseObject({ id: z.string(), payment_status: z.string(), statement_time: z.number() })
const statementList = z.looseObject({ statements: z.array(z.looseObject({ head: statement })) })

const statementsOf = async (sandbox: RunningSandbox) => {
  const answer = await fetch(`${shopUrl(sandbox)}/statements?limit=1000`)
  return statementList
    .parse(await answer.json())
    .statements.map(({ head }) => head)
    .sort((one, other) => one.statement_time - other.statement_time)
}

/** A row that comes to a statement which is closed and not yet paid. */
const amend = async (sandbox: RunningSandbox, id: string, type: string, amount: string): Promise<void> => {
  const answer = await fetch(`${shopUrl(sandbox)}/statements/${id}/adjustments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type, amount }),
  })
  if (!answer.ok) throw new Error(`the sandbox does not amend statement ${id}: ${await answer.text()}`)
}

const shopUrl = ({ tiktokShopUrl }: RunningSandbox): string =>
  `${tiktokShopUrl}/_sandbox/tiktok-shop/shops/${shop.shopId}`
