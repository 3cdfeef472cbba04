import { defineHook } from '@tiktok-ns/flow-engine'
import { varianceFailure } from '../match/variances.js'
import { readRow } from '../read-row.js'
import { readSettlementSettings } from '../settlement-settings.js'
import { orderOf, textAt } from '../statement-row.js'
import { checkRates, type UnusualFee } from './check-rates.js'
import { readRatesOptions } from './read-rates.js'

/** Compares the fees of a settled order with a table that the merchant keeps. Nothing is posted for it. */
export const checkRatesHook = defineHook({
  over: 'record',
  summary:
    'Compares the fees of a settled order with a table of rates; one that is unusual fails as a variance.',
  answer: { type: 'object' },
  run: ({ record, arguments: given }) => {
    const rules = readSettlementSettings(given).rulesFor(textAt(record, 'currency'))
    const { amounts, problems } = readRow(record, rules)
    if (problems.length > 0) return { skip: 'its statement does not add up and is held' }
    const unusual = checkRates(record, amounts, readRatesOptions(given, rules.places))
    if (unusual.length === 0) return { skip: 'the fees are as expected' }
    return {
      failure: varianceFailure('fee-rate', `order ${orderOf(record)}: ${unusual.map(tell).join('; ')}`),
    }
  },
})

/** In words: `fee.referral is 4.20, and 6 % of 59.99 (...) is 3.60`. */
const tell = ({ key, charged, expected, percent, base }: UnusualFee): string =>
  `${key} is ${charged}, and ${percent} % of ${base} is ${expected}`
