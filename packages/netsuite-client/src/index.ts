export {
  ApiError,
  type ApiErrorDetail,
  type Clock,
  type FailureKind,
  type GateState,
  isApiError,
  type LogFields,
  type Logger,
  type Priority,
  type RequestGate,
  type RetryPolicy,
  type Telemetry,
  type TokenFileOptions,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from '@tiktok-ns/client-kit'
export {
  type Consent,
  type ConsentOptions,
  createConsent,
  type ExchangeOptions,
  exchangeAuthorizationCode,
  type NetworkOptions,
  type RevokeOptions,
  revokeAuthorization,
} from './auth/authorization-code.js'
export type { NetSuiteAuth } from './auth/authorizer.js'
export type { AssertionAlgorithm, OAuth2Scope } from './auth/client-assertion.js'
export { createFileTokenStore } from './auth/file-token-store.js'
export type { MachineCredentials } from './auth/machine-authorizer.js'
export type { PersonCredentials } from './auth/person-authorizer.js'
export type { TokenCredentials } from './auth/sign-oauth1-request.js'
export { createMemoryTokenStore, type OAuth2TokenStore, type OAuth2Tokens } from './auth/token-store.js'
export { isDuplicate, isMissing, mayBeDone } from './errors.js'
export type * from './generated/fields/index.js'
export type { RecordFields, RecordLines } from './generated/record-fields.js'
export type { RecordTransforms } from './generated/record-types.js'
export type {
  JobRef,
  JobRequest,
  JobState,
  Jobs,
  SubmitOptions,
  TaskResult,
  WaitOptions,
} from './jobs/jobs.js'
export type { FieldDescription, Metadata, RecordDescription } from './metadata/metadata.js'
export { createNetSuiteClient, type NetSuiteClient, type NetSuiteClientOptions } from './netsuite-client.js'
export type { ProbeFinding, ProbeOptions } from './probe/probe.js'
export type { ListOptions } from './records/collection.js'
export type { UnknownFields } from './records/create-records.js'
export type { AnyFields, Choice, Lines, Link, OpenFields, Ref } from './records/field-types.js'
export type { RecordAddress } from './records/record-address.js'
export { type RecordLink, toRecordLink } from './records/record-link.js'
export {
  type FieldsOf,
  type LineOf,
  type RecordOf,
  type RecordType,
  type SublistOf,
  type TransformOf,
  toRecordType,
  type Writable,
} from './records/record-type.js'
export type {
  GetOptions,
  RecordCallOptions,
  Records,
  SubResourcePath,
  WriteOptions,
} from './records/records.js'
export type { RestletCall, Restlets } from './restlets/call-restlet.js'
export { bindParameters, type SuiteQlValue } from './suiteql/bind-parameters.js'
export { suiteQlColumn } from './suiteql/columns.js'
export type { SuiteQl, SuiteQlOptions } from './suiteql/run-suiteql.js'
export { type Account, toAccount } from './transport/account-url.js'
