import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeShop, defaultTikTokShopCredentials as shop, startSandbox } from '@tiktok-ns/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { writeDemoProject } from '../demo/demo-project.js'
import { type BuiltTool, buildTool } from '../testing/build-tool.js'
import { drawFor, killAtWork } from '../testing/kill-at-work.js'

/** A run is killed, the next one too, and so on, before one may come to its end. */
const killsARound = 3

/** `KILLS=200` is the long form. */
const rounds = Array.from(
  { length: Math.ceil(Number(process.env['KILLS'] ?? killsARound) / killsARound) },
  (_, index) => index + 1,
)

let tool: BuiltTool
beforeAll(async () => {
  tool = await buildTool()
})
afterAll(() => tool.remove())

const start = (file: string, ...words: readonly string[]) =>
  spawn(process.execPath, [tool.program, '--project', file, ...words], { stdio: 'ignore' })

/** One line of an entry beside the one on clearing: every statement has two parts, between which a run may end. */
const flows = `  statements:
    flow: '@tiktok-ns/flows/settlement/tiktok-statements-to-netsuite-books.flow.yaml'
    connections: { shop: us-shop, erp: books }
    settings: { mode: journal, maxLines: 2, accounts: { sales.*: '4000', fee.*: '6110', clearing: '1160' } }
  payments:
    flow: '@tiktok-ns/flows/settlement/tiktok-payments-to-netsuite-bank.flow.yaml'
    connections: { shop: us-shop, erp: books }
    settings: { bankAccount: '1000', clearingAccount: '1160' }
`

const months = 24
const day = 86_400
const firstDay = Date.parse('2024-04-01T00:00:00Z') / 1000

const text = (cents: number): string =>
  `${cents < 0 ? '-' : ''}${String(Math.abs(cents)).padStart(3, '0').replace(/(..)$/, '.$1')}`

/** A statement a month with three sales, and its payment: cents that end in the bank, and cents of sales. */
const bookkeeping = (draw: (below: number) => number) => {
  let [paid, sold] = [0, 0]
  const [statements, payments]: [object[], object[]] = [[], []]
  for (let month = 0; month < months; month += 1) {
    const sales = [0, 1, 2].map(index => ({
      id: `${month * 10 + index}`,
      sale: 1_000 + draw(9_000),
      fee: 60 + draw(500),
    }))
    const settled = sales.reduce((sum, { sale, fee }) => sum + sale - fee, 0)
    paid += settled
    sold += sales.reduce((sum, { sale }) => sum + sale, 0)
    const rows = sales.map(({ id, sale, fee }) => ({
      skus: [],
      row: {
        id: `R${id}`,
        type: 'ORDER',
        order_id: `57${id}`,
        revenue_amount: text(sale),
        fee_tax_amount: text(-fee),
        settlement_amount: text(sale - fee),
        revenue_breakdown: { subtotal_before_discount_amount: text(sale) },
        fee_tax_breakdown: { fee: { referral_fee_amount: text(-fee) }, tax: {} },
      },
    }))
    const head = {
      id: `${1_000 + month}`,
      statement_time: firstDay + (month * 30 + 1) * day,
      currency: 'USD',
      settlement_amount: text(settled),
      payment_status: 'PAID',
      payment_id: `${5_000 + month}`,
    }
    statements.push({ head, rows, payableCents: settled })
    const amount = { value: text(settled), currency: 'USD' }
    const paidAt = firstDay + (month * 30 + 20) * day
    payments.push({
      id: head.payment_id,
      create_time: paidAt,
      paid_time: paidAt,
      status: 'PAID',
      amount,
      payment_amount_before_exchange: amount,
      settlement_amount: amount,
      exchange_rate: '1.000000',
    })
  }
  return { statements, payments, paid, sold }
}

const journal = z.object({ records: z.array(z.looseObject({ externalId: z.string() })) })

test.each(rounds)(
  'kill -9 of a back-fill of 24 months, again and again: the next run goes on, and nothing is posted twice (round %i)',
  async round => {
    const draw = drawFor(round)
    const made = makeShop({ orders: 0, skus: 1, seed: round, nowMs: Date.parse('2026-04-05T10:00:00Z') })
    const sandbox = await startSandbox({ seed: made.seed, randomSeed: round, latencyMs: 5 })
    const folder = mkdtempSync(join(tmpdir(), 'killed-back-fill-'))
    try {
      const { statements, payments, paid, sold } = bookkeeping(draw)
      await sandbox.admin('PUT', `/tiktok-shop/shops/${shop.shopId}/statements`, { statements })
      await sandbox.admin('PUT', `/tiktok-shop/shops/${shop.shopId}/payments`, { payments })
      const { file } = writeDemoProject(sandbox, made, folder)
      const [accounts = ''] = readFileSync(file, 'utf8').split('\nflows:\n')
      writeFileSync(file, `${accounts}\nflows:\n${flows}`)

      const backFill = ['run', '--since', '2024-04-01'] as const
      const signals: unknown[] = []
      for (let kill = 0; kill < killsARound; kill += 1)
        signals.push(
          await killAtWork(start(file, ...backFill), () => sandbox.calls.list({}).length, {
            calls: 1 + draw(50),
            ms: draw(10),
          }),
        )
      expect(signals).toContain('SIGKILL')
      await once(start(file, ...backFill), 'exit')
      await once(start(file, 'retry'), 'exit')
      await once(start(file, ...backFill), 'exit')

      const { netsuite } = sandbox
      expect(netsuite.ledger.balance('1000')).toBe(text(paid))
      expect(netsuite.ledger.balance('4000')).toBe(text(-sold))
      expect(netsuite.ledger.balance('1160')).toBe('0.00')
      const { records } = journal.parse(await sandbox.admin('GET', '/netsuite/records/journalEntry'))
      const ids = records.map(({ externalId }) => externalId)
      expect(ids).toHaveLength(months * 3) // two parts of a statement, and its payment
      expect(new Set(ids).size).toBe(ids.length)
    } finally {
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  600_000, // guards against hanging: under load a round takes minutes
)
