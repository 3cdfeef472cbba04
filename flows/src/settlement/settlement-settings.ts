import type { Json, JsonObject } from '@tiktok-ns/flow-engine'
import { placesOfCurrency } from '../currency-places.js'
import type { AccountMap, AccountUse } from './account-map.js'
import { type Amount, toAmount } from './amounts.js'
import { earlierRows } from './earlier-rows.js'
import { billedKeys } from './key-table.js'
import { type ReadingRules, usualRules } from './reading-rules.js'
import { usualMaxLines } from './split-parts.js'
import type { StatementReaderOptions } from './statement-reader.js'
import { isObject, kindOf, orderOf, textAt } from './statement-row.js'
import { bookedKey, type FeeBilling } from './to-postings.js'

/** What the settings of a settlement flow say, as the accounting takes it. */
export interface SettlementSettings {
  readonly mode: 'journal' | 'feesOnly' | 'deposit'
  readonly accounts: AccountMap
  readonly customer: string
  readonly grouping: 'totals' | 'order' | 'sku'
  readonly maxLines: number
  readonly suspenseLimit: Amount
  readonly onChange: 'adjust' | 'reverseAndRepost' | 'hold'
  rulesFor(currency: string): ReadingRules
  /** How a statement is read so that its amounts are those of the books. */
  readerOptions(statement: JsonObject): StatementReaderOptions
  /** Left out where fees are lines of the entry. */
  readonly billing?: FeeBilling
  /** Whether sales of the month before are booked there. */
  readonly splitMonths: boolean
}

/** Reads the settings that a step hands on; the flow's own schema has checked them. */
export const readSettlementSettings = (settings: JsonObject): SettlementSettings => {
  const mode = oneOf(settings, 'mode', ['journal', 'feesOnly', 'deposit'])
  const grouping = oneOf(settings, 'grouping', ['totals', 'order', 'sku'])
  const isByOrder = (key: string): boolean =>
    grouping !== 'totals' || (mode !== 'journal' && billedKeys.has(key))
  const rulesFor = (currency: string): ReadingRules => ({
    keys: textsOf(settings['keys']),
    inverted: new Set(
      families.filter(family => Array.isArray(settings['inverted']) && settings['inverted'].includes(family)),
    ),
    samples: oneOf(settings, 'samples', ['sales', 'account', 'leaveOut']),
    // Billed orders carry their tax themselves.
    tax: mode === 'journal' ? oneOf(settings, 'tax', ['omit', 'wash', 'sellerLiable']) : usualRules.tax,
    places: placesOfCurrency(currency),
  })
  return {
    mode,
    accounts: accountsOf(settings['accounts']),
    customer: textAt(settings, 'customer'),
    grouping,
    maxLines: Number(settings['maxLines'] ?? usualMaxLines),
    suspenseLimit: toAmount(settings['suspenseLimit'] ?? '1.00'),
    onChange: oneOf(settings, 'onChange', ['adjust', 'reverseAndRepost', 'hold']),
    ...(settings['feesAs'] === 'vendorBill'
      ? {
          billing: {
            vendor: textAt(settings, 'vendor'),
            isBilled: (key: string) => isAmong(key, settings['billedFees']),
          },
        }
      : {}),
    splitMonths: settings['splitMonths'] === true,
    rulesFor,
    readerOptions: statement => ({
      statement,
      rules: rulesFor(textAt(statement, 'currency')),
      byOrder: isByOrder,
      // Adjustments and reserves of an order are of none of its SKUs.
      ...(grouping === 'sku' ? { orderBehind: row => (kindOf(row) === 'order' ? orderOf(row) : '') } : {}),
      bookedAs: key => bookedKey({ key }, { mode }),
      ...(settings['splitMonths'] === true
        ? { isEarlier: earlierRows(statement, textAt(settings, 'timeZone') || 'UTC') }
        : {}),
    }),
  }
}

/** The part of external ids that says what statements are booked as, corrections among them. */
export const entryKind = ({ mode }: JsonObject): string => (mode === 'deposit' ? 'DEP' : 'JE')

/** What external ids of a shop's documents begin with. */
export const documentPrefix = ({
  settings,
  shopKey,
}: {
  readonly settings: JsonObject
  readonly shopKey: string
}): string => `${textAt(settings, 'externalIdPrefix') || 'TTS'}-${shopKey}`

/** Whether a list has a key, or its family: `fee.*`. */
const isAmong = (key: string, list: Json | undefined): boolean =>
  Array.isArray(list) && (list.includes(key) || list.includes(`${key.split('.')[0] ?? ''}.*`))

const families = ['revenue', 'shipping', 'fee', 'adjustment', 'reserve'] as const

const oneOf = <Value extends string>(
  settings: JsonObject,
  name: string,
  values: readonly [Value, ...Value[]],
): Value => values.find(value => value === settings[name]) ?? values[0]

const textsOf = (value: JsonObject[string] | undefined): Readonly<Record<string, string>> =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)])) : {}

const accountsOf = (value: JsonObject[string] | undefined): AccountMap =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, use]) => [key, isObject(use) ? toUse(use) : String(use)]),
      )
    : {}

const dimensions = ['class', 'department', 'location'] as const

const toUse = (use: JsonObject): AccountUse => ({
  account: textAt(use, 'account'),
  ...Object.fromEntries(
    dimensions.flatMap(name => (textAt(use, name) === '' ? [] : [[name, textAt(use, name)]])),
  ),
})
