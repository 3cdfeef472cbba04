export type { CallFilter, CallLog, RecordedCall } from './calls.js'
export { createSandboxClock, type SandboxClock, type SandboxClockOptions } from './clock.js'
export {
  createSandbox,
  type OpenNetSuite,
  type OpenSystem,
  type Sandbox,
  type SandboxOptions,
} from './create-sandbox.js'
export type { FaultInjector, FaultRuleStatus } from './faults/fault-injector.js'
export { checkFaultRules, type Fault, type FaultRule, type FaultRuleInput } from './faults/fault-rule.js'
export { accountPerShop } from './generate/account-per-shop.js'
export { type MadeMonth, type MakeMonthOptions, makeMonth } from './generate/make-month.js'
export { type MadeShop, type MakeShopOptions, makeShop } from './generate/make-shop.js'
export type { OrderKind } from './generate/order-kinds.js'
export { madeRegions } from './generate/towns.js'
export type {
  AccountBalance,
  BalanceOf,
  BalanceQuery,
  LedgerReads,
  RegisterRow,
} from './netsuite/ledger/ledger-reads.js'
export type {
  RestletFunction,
  RestletFunctions,
  Restlets,
  RestletTools,
} from './netsuite/restlets/restlet.js'
export { defaultNetSuiteCredentials, type NetSuiteSeed } from './netsuite/seed.js'
export type { StockLevelRead, StockReads } from './netsuite/stock/stock-reads.js'
export { readSeed } from './read-seed.js'
export type { SandboxState } from './sandbox-state.js'
export type { SystemKey } from './sandbox-system.js'
export { checkSeed, type MadeSeed, type SandboxSeed, type SeedProblem, seedProblems } from './seed.js'
export { seedJsonSchema } from './seed-schema.js'
export { type RunningSandbox, type StartSandboxOptions, startSandbox } from './start-sandbox.js'
export { defaultTikTokShopCredentials, type TikTokShopSeed } from './tiktok-shop/seed.js'
