import type { JsonObject } from '@tiktok-ns/flow-engine'
import { type Amount, textOf, toAmount, zero } from '../amounts.js'
import { checkRates, type UnusualFee } from '../rates/check-rates.js'
import { readRatesOptions } from '../rates/read-rates.js'
import { readRow } from '../read-row.js'
import type { ReadingRules } from '../reading-rules.js'
import { orderOf } from '../statement-row.js'
import type { ReportTable } from './report-document.js'

/** A fee of an order that is not what the merchant's table says. */
export interface UnusualOrderFee extends UnusualFee {
  readonly order: string
}

/** What a statement's fees are beside a table of rates. */
export interface RatesReading {
  /** The first of them. */
  readonly fees: readonly UnusualOrderFee[]
  readonly count: number
  /** Charged beyond what was expected: below zero in the merchant's favour. */
  readonly tooMuch: Amount
}

const listedAtMost = 100

/** Compares the fees of a statement's sales with a table of rates, row by row. @param settings Those of the flow that checks rates. */
export const createRatesReader = (
  settings: JsonObject,
  rules: ReadingRules,
): { readonly add: (rows: readonly JsonObject[]) => void; readonly end: () => RatesReading } => {
  const options = readRatesOptions(settings, rules.places)
  const fees: UnusualOrderFee[] = []
  let count = 0
  let tooMuch = zero
  return {
    add: rows => {
      // Most projects keep no table, and each row would be read for nothing.
      if (Object.keys(options.rates).length === 0) return
      for (const row of rows) {
        for (const fee of checkRates(row, readRow(row, rules).amounts, options)) {
          count += 1
          tooMuch = tooMuch.plus(toAmount(fee.charged)).minus(toAmount(fee.expected))
          if (fees.length < listedAtMost) fees.push({ order: orderOf(row), ...fee })
        }
      }
    },
    end: () => ({ fees, count, tooMuch }),
  }
}

export const tellUnusualFees = ({ count, tooMuch }: RatesReading, places: number): readonly string[] => {
  if (count === 0) return []
  const fees = count === 1 ? '1 fee is' : `${count} fees are`
  const sum = textOf(tooMuch.abs(), places)
  return [
    `${fees} not what your rates say, ${sum} too ${tooMuch.lt(zero) ? 'little' : 'much'} in all; nothing is posted for it`,
  ]
}

export const unusualFeesTable = ({ fees, count }: RatesReading, places: number): readonly ReportTable[] => {
  if (count === 0) return []
  return [
    {
      title: 'Fees beside your rates',
      columns: [
        { title: 'Order' },
        { title: 'Key' },
        { title: 'Charged', align: 'right' },
        { title: 'Expected', align: 'right' },
        { title: 'Too much', align: 'right' },
        { title: 'Expected is' },
      ],
      rows: [
        ...fees.map(({ order, key, charged, expected, percent, base }) => [
          order,
          key,
          charged,
          expected,
          textOf(toAmount(charged).minus(toAmount(expected)), places),
          `${percent} % of ${base}`,
        ]),
        ...(count > fees.length ? [[`and ${count - fees.length} more`, '', '', '', '', '']] : []),
      ],
    },
  ]
}
