import type { JsonObject } from '@tiktok-ns/flow-engine'
import { placesOfCurrency } from '../currency-places.js'
import type { AccountMap, AccountUse } from './account-map.js'
import { type Amount, toAmount } from './amounts.js'
import { billedKeys } from './key-table.js'
import { type ReadingRules, usualRules } from './reading-rules.js'
import { usualMaxLines } from './split-parts.js'
import { isObject, textAt } from './statement-row.js'

/** What the settings of a settlement flow say, as the accounting takes it. */
export interface SettlementSettings {
  readonly mode: 'journal' | 'feesOnly' | 'deposit'
  readonly accounts: AccountMap
  readonly customer: string
  readonly grouping: 'totals' | 'order'
  readonly maxLines: number
  readonly suspenseLimit: Amount
  readonly onChange: 'adjust' | 'reverseAndRepost' | 'hold'
  rulesFor(currency: string): ReadingRules
  /** Whether the books need amounts of a key order by order. */
  byOrder(key: string): boolean
}

/** Reads the settings that a step hands on; the flow's own schema has checked them. */
export const readSettlementSettings = (settings: JsonObject): SettlementSettings => {
  const mode = oneOf(settings, 'mode', ['journal', 'feesOnly', 'deposit'])
  const grouping = oneOf(settings, 'grouping', ['totals', 'order'])
  return {
    mode,
    accounts: accountsOf(settings['accounts']),
    customer: textAt(settings, 'customer'),
    grouping,
    byOrder: key => grouping === 'order' || (mode !== 'journal' && billedKeys.has(key)),
    maxLines: Number(settings['maxLines'] ?? usualMaxLines),
    suspenseLimit: toAmount(settings['suspenseLimit'] ?? '1.00'),
    onChange: oneOf(settings, 'onChange', ['adjust', 'reverseAndRepost', 'hold']),
    rulesFor: currency => ({
      keys: textsOf(settings['keys']),
      inverted: new Set(
        families.filter(
          family => Array.isArray(settings['inverted']) && settings['inverted'].includes(family),
        ),
      ),
      samples: oneOf(settings, 'samples', ['sales', 'account', 'leaveOut']),
      // Billed orders carry their tax themselves.
      tax: mode === 'journal' ? oneOf(settings, 'tax', ['omit', 'wash', 'sellerLiable']) : usualRules.tax,
      places: placesOfCurrency(currency),
    }),
  }
}

/** The part of external ids that says what statements are booked as, corrections among them. */
export const entryKind = ({ mode }: JsonObject): string => (mode === 'deposit' ? 'DEP' : 'JE')

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
