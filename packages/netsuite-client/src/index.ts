export {
  ApiError,
  type ApiErrorDetail,
  type Clock,
  type FailureKind,
  type GateState,
  isApiError,
  type RetryPolicy,
  type Transport,
} from '@tiktok-ns/client-kit'
export type { TokenCredentials } from './auth/sign-oauth1-request.js'
export { isDuplicate, isMissing } from './errors.js'
export { createNetSuiteClient, type NetSuiteClient, type NetSuiteClientOptions } from './netsuite-client.js'
export type {
  GetOptions,
  RecordAddress,
  RecordCallOptions,
  RecordFields,
  RecordRef,
  Records,
  WriteOptions,
} from './records/records.js'
export { bindParameters, type SuiteQlValue } from './suiteql/bind-parameters.js'
export type { SuiteQl, SuiteQlOptions } from './suiteql/run-suiteql.js'
export { type Account, toAccount } from './transport/account-url.js'
