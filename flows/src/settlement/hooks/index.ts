import type { Hooks } from '@tiktok-ns/flow-engine'
import { accrueHook, readEstimateHook } from '../accrual/accrual-hooks.js'
import { matchRowsHook } from '../match/match-rows-hook.js'
import { checkRatesHook } from '../rates/check-rates-hook.js'
import { planBillsHook } from './bills.js'
import { bySkuHook } from './by-sku.js'
import { planEntriesHook, postingStateHook } from './entries.js'
import { readStatementHook } from './read-statement.js'
import { readStatementFileHook } from './read-statement-file.js'

/** What the settlement flows call by name. */
export const settlementHooks: Hooks = {
  'settlement.readStatement': readStatementHook,
  'settlement.readStatementFile': readStatementFileHook,
  'settlement.postingState': postingStateHook,
  'settlement.bySku': bySkuHook,
  'settlement.planBills': planBillsHook,
  'settlement.planEntries': planEntriesHook,
  'settlement.matchRows': matchRowsHook,
  'settlement.readEstimate': readEstimateHook,
  'settlement.accrue': accrueHook,
  'settlement.checkRates': checkRatesHook,
}
