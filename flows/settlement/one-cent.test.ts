import type { JsonObject } from '@tiktok-ns/flow-engine'
import { makeMonth } from '@tiktok-ns/sandbox'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sumOf, textOf, toAmount } from '../src/settlement/amounts.js'
import { readMonthReconciliation } from '../src/settlement/index.js'
import { isObject, listAt, objectAt, textAt } from '../src/settlement/statement-row.js'
import { sampleAccounts } from '../src/settlement/testing/worked-example.js'
import { openStatementWorld, type StatementWorld, statementsToBooks } from './testing/open-statement-world.js'
import { bankSettings, paymentsToBank } from './testing/payments.js'

/** How many cents are moved: `CENTS=200` for the long form. */
const cents = Number(process.env['CENTS'] ?? '12')
/** Against hanging. */
const guardMs = Math.max(120_000, cents * 5_000)

// No cent may go to suspense.
const books = { mode: 'journal', accounts: sampleAccounts, suspenseLimit: '0' }

/** A shop that has lived through March, all of it in the books. */
const openPostedMonth = async (): Promise<StatementWorld> => {
  const month = await makeMonth({ orders: 20, seed: 5, skus: 8, settings: { reserveRate: 0.1 } })
  const world = openStatementWorld({ at: new Date(month.endMs).toISOString() })
  await world.sandbox.admin('PUT', '/tiktok-shop/shops', { shops: month.seed.tiktokShop?.shops ?? [] })
  await world.run(statementsToBooks, books)
  await world.run(paymentsToBank, bankSettings)
  expect((await world.parked()).map(({ failure }) => failure.message)).toEqual([])
  return world
}

const reconcile = (world: StatementWorld) =>
  readMonthReconciliation(
    { ...world.connectors, shopKey: 'US1', settings: books, signal: new AbortController().signal },
    '2026-03',
  )

const centMore = (amount: unknown): string => textOf(toAmount(amount).plus('0.01'), 2)

const isAmount = (name: string, value: unknown): boolean =>
  name.endsWith('_amount') && /^-?\d+\.\d\d$/.test(String(value)) && !toAmount(value).eq(0)

/** Every amount of a row that counts: not what TikTok tells for information. */
const placesOf = (row: JsonObject, path: readonly string[] = []): readonly (readonly string[])[] =>
  Object.entries(row).flatMap(([name, value]) => {
    if (name === 'supplementary_component') return []
    if (isObject(value)) return placesOf(value, [...path, name])
    return isAmount(name, value) ? [[...path, name]] : []
  })

const withCentAt = (row: JsonObject, [name = '', ...rest]: readonly string[]): JsonObject => ({
  ...row,
  [name]: rest.length > 0 ? withCentAt(objectAt(row, name), rest) : centMore(row[name]),
})

const reserveOf = (rows: readonly JsonObject[]): string =>
  textOf(sumOf(rows.map(entry => toAmount(objectAt(entry, 'row')['reserve_amount']))), 2)

test(
  'one cent more in any amount that TikTok sends again holds the statement by its name, and the ledger stays as it was',
  async () => {
    const world = await openPostedMonth()
    const before = world.balances()
    const statements = await world.shop.list('statements')
    const places = statements.flatMap(statement =>
      listAt(statement, 'rows').flatMap((entry, index) =>
        placesOf(objectAt(entry, 'row')).map(place => ({ statement, index, place })),
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), async ({ statement, index, place }) => {
        const rows = listAt(statement, 'rows')
        const changed = rows.map((entry, at) =>
          at === index ? { ...entry, row: withCentAt(objectAt(entry, 'row'), place) } : entry,
        )
        const id = textAt(objectAt(statement, 'head'), 'id')
        // The statement's own totals are as they were: only the row has changed.
        const stated = {
          total_reserve_amount: reserveOf(rows),
          payable_amount: textOf(toAmount(statement['payableCents']).div(100), 2),
        }
        await world.shop.call('PUT', '/statements', { statements: [{ ...statement, rows: changed, stated }] })

        await world.run(statementsToBooks, books, { fromMs: 0, again: true })

        const parked = await world.parked()
        expect(parked.map(({ traceKey }) => traceKey)).toEqual([id])
        expect(parked[0]?.failure.message).toContain('0.01')
        expect(world.balances()).toEqual(before)
        expect((await reconcile(world)).document.notes.join()).toContain(`statement ${id}`)

        await world.shop.call('PUT', '/statements', { statements: [statement] })
        await world.retry(statementsToBooks, books)
        expect(await world.parked()).toEqual([])
      }),
      { numRuns: cents, endOnFailure: true },
    )
  },
  guardMs,
)

test(
  'one cent that somebody moves in any entry is found, with its account and its statement or payment',
  async () => {
    const world = await openPostedMonth()
    const entries = await world.netsuite.list('journalEntry')
    const accountAt = (line: JsonObject): string => textAt(objectAt(line, 'account'), 'id')
    const lines = entries.flatMap(entry => {
      const items = listAt(objectAt(JSON.parse(JSON.stringify(entry)), 'line'), 'items')
      // The cent comes from clearing, which an entry of samples alone does not touch.
      if (!items.some(line => accountAt(line) === '1160')) return []
      return items.flatMap((line, index) =>
        ['1000', '1160'].includes(accountAt(line)) ? [] : [{ entry, items, index }],
      )
    })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...lines), async ({ entry, items, index }) => {
        const moved = items.map((line, at) => {
          const isClearing = accountAt(line) === '1160'
          if (at !== index && !isClearing) return line
          const side = 'debit' in line ? 'debit' : 'credit'
          const sign = (at === index) === (side === 'debit') ? '0.01' : '-0.01'
          return { ...line, [side]: Number(toAmount(line[side]).plus(sign).toFixed(2)) }
        })
        await world.netsuite.edit('journalEntry', entry.id, { line: { items: moved } })
        const account = accountAt(items[index] ?? {})
        const statement = String(entry['externalId']).replace(/^TTS-US1-JE-/, '')

        const { ties, document } = await reconcile(world)

        expect(ties).toBe(false)
        const told = document.notes.find(note => note.startsWith(account)) ?? ''
        expect(told).toContain(`differs by 0.01: statement ${statement} has `)
        expect(document.notes.join()).toContain('clearing closes -0.01 away')
        await world.netsuite.edit('journalEntry', entry.id, { line: { items } })
        expect((await reconcile(world)).ties).toBe(true)
      }),
      { numRuns: cents, endOnFailure: true },
    )
  },
  guardMs,
)
