export { type CheckFlowOptions, checkFlow, type FlowCheck } from './check/check-flow.js'
export {
  type Diagnostic,
  type DiagnosticCode,
  hasErrors,
  type Place,
  type SourcePlace,
} from './check/diagnostic.js'
export { type DiagnosticCodeDescription, diagnosticCodes, docsOf } from './check/diagnostic-codes.js'
export { drawFlow } from './check/draw-flow.js'
export { explainIssue } from './check/explain-issue.js'
export type { FlowFiles, FlowFileText } from './check/flow-files.js'
export { flowJsonSchema, fragmentJsonSchema, type NamedConnectors, toSchema } from './check/flow-schema.js'
export type { FlowSpec } from './check/flow-spec.js'
export { formatDiagnostic, formatGithubAnnotation } from './check/format-diagnostic.js'
export { type FlowInstance, type FlowLinks, type LinkedFlows, linkFlows } from './check/link-flows.js'
export { type LintFlowOptions, lintFlow } from './check/lint-flow.js'
export { nearestWord, suggest } from './check/nearest-word.js'
export {
  type ExportOutline,
  type FlowOutline,
  type FlowReference,
  outlineFlow,
} from './check/outline-flow.js'
export { type PrintedFlow, printResolvedFlow } from './check/print-resolved-flow.js'
export { readYaml, type YamlFile, type YamlPath, type YamlReading } from './check/read-yaml.js'
export { type CheckedSettings, checkSettings, type SettingProblem } from './compile/check-settings.js'
export { type CompileFlowOptions, compileFlow, type FlowCompilation } from './compile/compile-flow.js'
export type * from './compile/flow-plan.js'
export { allSteps } from './compile/inner-steps.js'
export { usesOf } from './compile/uses-of.js'
export { decimalPlacesOf } from './expressions/currencies.js'
export {
  type FunctionDefinition,
  type FunctionExample,
  functionGroups,
} from './expressions/define-function.js'
export { functionRegistry } from './expressions/function-registry.js'
export { type Failure, type FailureKind, failureKinds } from './failures/failure.js'
export type { Json, JsonObject, JsonSchema } from './json.js'
export { createMemoryStore } from './memory-store/create-memory-store.js'
export { buildPipeline, FlowStoppedError } from './pipeline/build-pipeline.js'
export type { FlowHostOptions } from './pipeline/create-run-context.js'
export type { ReadOptions } from './pipeline/open-exports.js'
export type { FlowHost } from './pipeline/run-context.js'
export { causeOf, type StopEarly } from './pipeline/watch-causes.js'
export type { AuditEntry, AuditFilter, AuditLog } from './ports/audit-log.js'
export type { CacheEntry, Caches } from './ports/caches.js'
export { type Clock, systemClock } from './ports/clock.js'
export type * from './ports/connector.js'
export {
  defineHook,
  type Hook,
  type HookContext,
  type HookDescription,
  type HookInput,
  type HookResult,
  type Hooks,
  type PageHook,
  type PageReader,
  type ReadHook,
  type RecordHook,
} from './ports/hooks.js'
export type {
  AcceptedNotification,
  Inbox,
  NotificationKey,
  WaitingNotification,
} from './ports/inbox.js'
export type { Journal, JournalEntry } from './ports/journal.js'
export type { FlowPause, Pauses } from './ports/pauses.js'
export type * from './ports/retention.js'
export { type RunEvent, type RunObserver, silentObserver } from './ports/run-observer.js'
export type * from './ports/store.js'
export type * from './ports/trail.js'
export type { AwaitedRecord, WaitFor, Waits } from './ports/waits.js'
export { maskPersonal } from './privacy/mask-personal.js'
export { FlowBusyError } from './run/flow-lock.js'
export { type HoldLockOptions, holdLock, LockHeldError } from './run/hold-lock.js'
export type { FailedOutcome, Outcome, SkippedOutcome, WriteSummary, WrittenOutcome } from './run/outcome.js'
export { type RetryParkedOptions, retryParked } from './run/retry-parked.js'
export { type RunFlowOptions, runFlow } from './run/run-flow.js'
export type { RunReason } from './run/run-reason.js'
export type { OutcomeCounts, RunReport, StepCounts } from './run/run-report.js'
export { type LastRun, nextRunAt } from './schedule/next-run.js'
export type { StepExample, StepKind } from './steps/step-definition.js'
export { stepRegistry } from './steps/step-registry.js'
