import type { JsonObject } from '@tiktok-ns/flow-engine'
import {
  type Amount,
  AmountError,
  isZero,
  type KeyedAmount,
  sumOf,
  textOf,
  toAmount,
  zero,
} from './amounts.js'
import { noTotals, type RowTotals, readRow } from './read-row.js'
import type { ReadingRules } from './reading-rules.js'
import { fingerprint, fingerprintOf, isObject, nameOf, objectAt, orderOf, textAt } from './statement-row.js'

/** An amount of a statement: by key, and by order where the books need it. */
export interface StatementAmount extends KeyedAmount {
  /** Empty where the books take the key as a whole, or no order is behind it. */
  readonly order: string
  /** TikTok's id of the SKU, once amounts are told apart by it. */
  readonly sku?: string
  /** Of the month before the statement's, where statements are split at the end of a month. */
  readonly isEarlier?: boolean
}

/** A field or type that no table has. */
export interface UnnamedAmount {
  readonly name: string
  readonly row: string
}

/** A statement that has been read to its end. */
export interface StatementReading {
  readonly rowCount: number
  readonly totals: RowTotals
  /** What will be paid for it: settlement with reserves. Below zero it is carried on. */
  readonly payable: Amount
  /** In a steady order; none is zero. */
  readonly amounts: readonly StatementAmount[]
  /** Why it must not be posted; rows are named. */
  readonly problems: readonly string[]
  /** Fields and adjustment types nobody has named, each once with the first row that has it. */
  readonly unnamed: readonly UnnamedAmount[]
  /** Changes when what would be booked changes, and with nothing else. */
  readonly version: string
}

export interface StatementReader {
  add(rows: readonly JsonObject[]): void
  end(): StatementReading
}

export interface StatementReaderOptions {
  /** As Get Statements lists it. */
  readonly statement: JsonObject
  readonly rules: ReadingRules
  /** Whether amounts of a key are kept by order. Memory grows with the orders then. */
  readonly byOrder: (key: string) => boolean
  /** The order that a row's amounts are kept under: any that it names, unless said otherwise. */
  readonly orderBehind?: (row: JsonObject) => string
  /** The key that an amount is added up under; its own unless said otherwise. */
  readonly bookedAs?: (key: string) => string
  /** Whether a row belongs to the month before the statement's; none does unless said otherwise. */
  readonly isEarlier?: (row: JsonObject) => boolean
}

/** How many problems are told in words; the rest is counted. */
const toldAtMost = 20

/**
 * Reads a statement row by row and keeps sums only: memory depends on the keys, and on the orders where amounts are kept by order.
 *
 * Rows may come in any order, and may come twice when a page is repeated.
 */
export const createStatementReader = ({
  statement,
  rules,
  byOrder,
  orderBehind = orderOf,
  bookedAs = key => key,
  isEarlier = () => false,
}: StatementReaderOptions): StatementReader => {
  const seen = new Map<string, string>()
  // A large statement has many orders, and few keys.
  const amounts = new Map<string, AmountsOfKey>()
  const unnamed = new Map<string, string>()
  const problems: string[] = []
  let totals = noTotals
  let header: JsonObject = {}
  const currency = textAt(statement, 'currency')

  const add = (row: JsonObject): void => {
    const { statement_totals: head, ...own } = row
    if (isObject(head)) header = head
    const print = fingerprint(own)
    const id = textAt(row, 'id')
    // Rows without an id are told apart by what they hold; equal ones may both be meant.
    const name = id === '' ? `${print} ${seen.size}` : id
    const before = seen.get(name)
    if (before === print) return
    if (before !== undefined) {
      problems.push(`${nameOf(row)}: two rows have this id and differ`)
      return
    }
    seen.set(name, print)
    const rowCurrency = textAt(row, 'currency')
    if (currency !== '' && rowCurrency !== '' && rowCurrency !== currency)
      problems.push(`${nameOf(row)}: its currency is ${rowCurrency}, and the statement's is ${currency}`)
    const reading = readRow(row, rules)
    problems.push(...reading.problems)
    for (const unknown of reading.unnamed) if (!unnamed.has(unknown)) unnamed.set(unknown, nameOf(row))
    totals = addTotals(totals, reading.totals)
    const earlier = isEarlier(row)
    for (const { key, amount } of reading.amounts)
      count({ key: bookedAs(key), order: byOrder(key) ? orderBehind(row) : '', amount, isEarlier: earlier })
  }

  const count = ({ key, order, amount, isEarlier: earlier = false }: StatementAmount): void => {
    // In and out again: the two sides of a wash must not cancel before they are booked.
    const side = key === 'tax.facilitator' && amount.lt(zero) ? '-' : ''
    const name = `${key} ${side} ${earlier}`
    const { byOrder: ofKey } = amounts.get(name) ?? { byOrder: new Map<string, Amount>() }
    amounts.set(name, { key, isEarlier: earlier, byOrder: ofKey })
    const known = ofKey.get(order)
    ofKey.set(order, known === undefined ? amount : known.plus(amount))
  }

  return {
    add: rows => rows.forEach(add),
    end: () => {
      const kept = listed(amounts).sort(inOrder)
      const payable = totals.settlement.plus(totals.reserve)
      const all = [
        ...problems,
        ...headProblems(statement, header, { totals, payable, rowCount: seen.size, rules }),
      ]
      return {
        rowCount: seen.size,
        totals,
        payable,
        amounts: kept,
        problems: told(all),
        unnamed: [...unnamed]
          .map(([name, row]) => ({ name, row }))
          .sort((one, other) => compareText(one.name, other.name)),
        version: fingerprintOf(versionParts(kept)),
      }
    },
  }
}

interface AmountsOfKey {
  readonly key: string
  readonly isEarlier: boolean
  readonly byOrder: Map<string, Amount>
}

const listed = (amounts: ReadonlyMap<string, AmountsOfKey>): StatementAmount[] => {
  const list: StatementAmount[] = []
  for (const { key, isEarlier, byOrder } of amounts.values())
    for (const [order, amount] of byOrder)
      if (!isZero(amount)) list.push(isEarlier ? { key, order, amount, isEarlier } : { key, order, amount })
  return list
}

function* versionParts(amounts: readonly StatementAmount[]): Generator<readonly string[]> {
  for (const { key, order, amount, isEarlier } of amounts)
    yield [key, order, amount.toFixed(), ...(isEarlier ? ['earlier'] : [])]
}

const told = (problems: readonly string[]): readonly string[] =>
  problems.length <= toldAtMost
    ? problems
    : [...problems.slice(0, toldAtMost), `and ${problems.length - toldAtMost} more`]

const addTotals = (left: RowTotals, right: RowTotals): RowTotals => ({
  settlement: left.settlement.plus(right.settlement),
  revenue: left.revenue.plus(right.revenue),
  shipping: left.shipping.plus(right.shipping),
  fee: left.fee.plus(right.fee),
  adjustment: left.adjustment.plus(right.adjustment),
  reserve: left.reserve.plus(right.reserve),
})

const inOrder = (left: StatementAmount, right: StatementAmount): number =>
  compareText(left.order, right.order) ||
  compareText(left.key, right.key) ||
  Number(right.isEarlier ?? false) - Number(left.isEarlier ?? false) ||
  right.amount.cmp(left.amount)

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

interface Sums {
  readonly totals: RowTotals
  readonly payable: Amount
  readonly rowCount: number
  readonly rules: ReadingRules
}

/** What the statement says of itself must be what its rows come to, to the last cent. */
const headProblems = (
  statement: JsonObject,
  header: JsonObject,
  { totals, payable, rowCount, rules }: Sums,
): readonly string[] => {
  const said = (name: string, value: unknown, found: Amount): readonly string[] => {
    if (value === undefined || value === null || value === '') return []
    try {
      const amount = toAmount(value)
      if (amount.eq(found)) return []
      const text = (one: Amount): string => textOf(one, rules.places)
      return [
        `the rows give ${text(found)} of ${name}, and the statement says ${text(amount)}: ${text(amount.minus(found))} is missing`,
      ]
    } catch (error) {
      if (error instanceof AmountError) return [`${name}: ${error.message}`]
      throw error
    }
  }
  const turned = (family: 'revenue' | 'shipping' | 'fee' | 'adjustment' | 'reserve'): Amount =>
    rules.inverted.has(family) ? totals[family].neg() : totals[family]
  const breakdown = objectAt(header, 'total_settlement_breakdown')
  const count = header['total_count']
  return [
    ...(typeof count === 'number' && count !== rowCount
      ? [`${rowCount} rows came, and the statement has ${count}`]
      : []),
    ...said('total_settlement_amount', header['total_settlement_amount'], totals.settlement),
    ...said('total_revenue_amount', breakdown['total_revenue_amount'], turned('revenue')),
    ...said('total_shipping_cost_amount', breakdown['total_shipping_cost_amount'], turned('shipping')),
    ...said('total_fee_tax_amount', breakdown['total_fee_tax_amount'], turned('fee')),
    ...said('total_adjustment_amount', breakdown['total_adjustment_amount'], turned('adjustment')),
    ...said('total_reserve_amount', header['total_reserve_amount'], turned('reserve')),
    ...said('payable_amount', header['payable_amount'], payable),
    ...listProblems(statement, totals.settlement, payable, said),
  ]
}

/** The list's own sum is the settlement; nothing says whether reserves are in it, so either is right. */
const listProblems = (
  statement: JsonObject,
  settlement: Amount,
  payable: Amount,
  said: (name: string, value: unknown, found: Amount) => readonly string[],
): readonly string[] => {
  const problems = said('settlement_amount', statement['settlement_amount'], settlement)
  return problems.length === 0 || said('', statement['settlement_amount'], payable).length === 0
    ? []
    : problems
}

/** What of the amounts nobody has named, signs aside. */
export const unclassifiedSum = ({ amounts }: Pick<StatementReading, 'amounts'>): Amount =>
  sumOf(amounts.filter(({ key }) => key.startsWith('unclassified.')).map(({ amount }) => amount.abs()))
