import type { Hooks } from '@tiktok-ns/flow-engine'
import { matchRowsHook } from '../match/match-rows-hook.js'
import { planEntriesHook, postingStateHook } from './entries.js'
import { readStatementHook } from './read-statement.js'

/** What the settlement flows call by name. */
export const settlementHooks: Hooks = {
  'settlement.readStatement': readStatementHook,
  'settlement.postingState': postingStateHook,
  'settlement.planEntries': planEntriesHook,
  'settlement.matchRows': matchRowsHook,
}
