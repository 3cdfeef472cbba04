import { isJsonObject, type Json } from '../../json.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'
import { multiplyRounded, scaled } from './money.js'

export interface Currency {
  readonly id: string
  /** ISO code. */
  readonly code: string
  /** How many decimals its amounts have. */
  readonly exponent: number
}

/** A rate times this is a whole number; NetSuite keeps no more decimals. */
const rateScale = 8

const withoutDecimals = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'PYG', 'UGX', 'XAF', 'XOF'])
const withThreeDecimals = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'])

const exponentOf = (code: string): number =>
  withoutDecimals.has(code) ? 0 : withThreeDecimals.has(code) ? 3 : 2

const currencyType = recordType('currency')
const subsidiaryType = recordType('subsidiary')

const toCurrency = ({ id, fields }: StoredRecord): Currency => {
  const code = String(fields['symbol'] ?? fields['name'] ?? 'USD')
  const precision = fields['currencyPrecision']
  const own = typeof precision === 'object' ? Number(referencedId(precision)) : precision
  return { id, code, exponent: typeof own === 'number' && Number.isInteger(own) ? own : exponentOf(code) }
}

/** The currency a reference names. One without a record is known by the reference's name, else it is dollars. */
export const currencyOf = (reference: Json | undefined, store: RecordStore): Currency => {
  const id = referencedId(reference)
  if (id === undefined) return baseCurrency(store)
  const record = store.get(currencyType, id)
  if (record !== undefined) return toCurrency(record)
  const name = reference !== undefined && isJsonObject(reference) ? reference['refName'] : undefined
  const code = typeof name === 'string' ? name : 'USD'
  return { id, code, exponent: exponentOf(code) }
}

const bases = new WeakMap<RecordStore, { readonly version: number; readonly currency: Currency }>()

/** The currency the books are kept in: that of the parent company, else the one marked so, else dollars. */
export const baseCurrency = (store: RecordStore): Currency => {
  // Asked for with every amount: looked up once for each state of the records.
  const known = bases.get(store)
  if (known?.version === store.version) return known.currency
  const currency = findBase(store)
  bases.set(store, { version: store.version, currency })
  return currency
}

const findBase = (store: RecordStore): Currency => {
  const marked = store.list(currencyType).find(({ fields }) => fields['isBaseCurrency'] === true)
  if (marked !== undefined) return toCurrency(marked)
  const top = store.list(subsidiaryType).find(({ fields }) => fields['parent'] === undefined)
  const own = top?.fields['currency']
  return referencedId(own) === undefined ? { id: '1', code: 'USD', exponent: 2 } : currencyOf(own, store)
}

/** How amounts of a transaction become amounts of the books. */
export interface Conversion {
  readonly currency: Currency
  readonly base: Currency
  /** Base units for one unit of the currency, times 10^8. */
  readonly rate: number
}

export const conversionOf = (record: StoredRecord, store: RecordStore): Conversion => {
  const currency = currencyOf(record.fields['currency'], store)
  const base = baseCurrency(store)
  const given = record.fields['exchangeRate']
  const listed = given ?? store.get(currencyType, currency.id)?.fields['exchangeRate']
  const rate = currency.id === base.id || typeof listed !== 'number' ? 1 : listed
  return { currency, base, rate: scaled(String(rate), rateScale) }
}

export const toBase = (foreign: number, { currency, base, rate }: Conversion): number =>
  currency.id === base.id
    ? foreign
    : multiplyRounded(foreign, rate * 10 ** base.exponent, 10 ** (rateScale + currency.exponent))

export const fromBase = (amount: number, { currency, base, rate }: Conversion): number =>
  currency.id === base.id
    ? amount
    : multiplyRounded(amount, 10 ** (rateScale + currency.exponent), rate * 10 ** base.exponent)
