import {
  type Clock,
  createKyTransport,
  createRedactor,
  type GateState,
  type RequestGate,
  type RetryPolicy,
  systemClock,
  type Transport,
} from '@tiktok-ns/client-kit'
import { createTokenAuthorize } from './auth/authorize.js'
import type { TokenCredentials } from './auth/sign-oauth1-request.js'
import { createRecords, type Records } from './records/records.js'
import { createSuiteQl, type SuiteQl } from './suiteql/run-suiteql.js'
import { toAccount } from './transport/account-url.js'
import { createCaller } from './transport/caller.js'
import { sharedGate } from './transport/shared-gate.js'

export interface NetSuiteClientOptions {
  /** `123456` or `123456_SB1`, in either spelling. */
  readonly account: string
  /** Token-based authentication. */
  readonly auth: TokenCredentials
  /**
   * Requests at once, for all clients of this account in the process. Default 4: an account has 5 at least, and the rest is left
   * for others.
   */
  readonly concurrency?: number
  /** A gate of your own, in place of the account's shared one. */
  readonly gate?: RequestGate
  /** In place of the account's host, for a sandbox or a proxy. Signatures keep the account's realm. */
  readonly baseUrl?: string
  /** Milliseconds for one try. Default 120,000; NetSuite itself takes up to 15 minutes. */
  readonly timeoutMs?: number
  readonly retryPolicy?: RetryPolicy
  readonly fetch?: typeof globalThis.fetch
  /** In place of ky over `fetch`. */
  readonly transport?: Transport
  readonly clock?: Clock
}

export interface NetSuiteClient {
  readonly records: Records
  readonly suiteQl: SuiteQl
  /** How many requests are at work, waiting and were refused. */
  readonly governance: GateState
}

/**
 * A client for one NetSuite account: records and SuiteQL, signed anew for every try, within the account's concurrency.
 *
 * Every failure is an `ApiError` with a kind, a hint and NetSuite's operation id.
 *
 * @example
 * const netsuite = createNetSuiteClient({ account: '123456_SB1', auth })
 * const { id } = await netsuite.records.create('salesOrder', { externalId: 'TTS-US1-SO-5761', entity: { id: '1514' } })
 */
export const createNetSuiteClient = (options: NetSuiteClientOptions): NetSuiteClient => {
  const { auth, clock = systemClock } = options
  const account = toAccount(options.account)
  const restUrl = (options.baseUrl ?? account.restUrl).replace(/\/+$/, '')
  const gate = options.gate ?? sharedGate(`${account.id} ${restUrl}`, options.concurrency ?? 4)
  const call = createCaller({
    restUrl,
    authorize: createTokenAuthorize(auth, account, clock),
    transport: options.transport ?? createKyTransport({ fetch: options.fetch }),
    gate,
    clock,
    redactor: createRedactor([auth.consumerKey, auth.consumerSecret, auth.tokenId, auth.tokenSecret]),
    retryPolicy: options.retryPolicy,
    timeoutMs: options.timeoutMs ?? 120_000,
  })
  return {
    records: createRecords(call),
    suiteQl: createSuiteQl(call),
    get governance() {
      return gate.state
    },
  }
}
