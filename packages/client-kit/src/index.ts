export { ApiError, type ApiErrorDetail, type ApiErrorFields, isApiError } from './api-error.js'
export { chooseTransport, type TransportChoice } from './choose-transport.js'
export { type Clock, systemClock } from './clock.js'
export { type FailureKind, failureKinds } from './failure-kind.js'
export type { Priority } from './fair-queue.js'
export { createKyTransport, type KyTransportOptions } from './ky-transport.js'
export type { LogFields, Logger } from './logger.js'
export { createRedactor, excerptOf, isSecretName, type Redactor } from './redact.js'
export {
  createRequestGate,
  type GateRunOptions,
  type GateState,
  type RequestGate,
  type RequestGateOptions,
} from './request-gate.js'
export {
  decideRetry,
  defaultRetryPolicy,
  type RetryAnswer,
  type RetryPolicy,
  type RetryQuestion,
} from './retry-policy.js'
export {
  type Attempt,
  type CallRunnerOptions,
  createCallRunner,
  type RunCall,
  type RunnableCall,
} from './run-call.js'
export { type RetryOptions, sendWithRetry } from './send-with-retry.js'
export type { CallSummary, CallWatch, Telemetry } from './telemetry.js'
export { createTokenFile, type TokenFile, type TokenFileOptions } from './token-file/token-file.js'
export type { Transport, TransportRequest, TransportResponse } from './transport.js'
export { toTransportError } from './transport-error.js'
