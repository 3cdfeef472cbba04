import {
  type CallRunnerOptions,
  type Clock,
  chooseTransport,
  createCallRunner,
  createRedactor,
  createRequestGate,
  type GateState,
  type Logger,
  type RequestGate,
  type RetryPolicy,
  systemClock,
  type Telemetry,
  type Transport,
  type TransportResponse,
} from '@tiktok-ns/client-kit'
import { createAuthorizer, type NetSuiteAuth, secretsOf } from './auth/authorizer.js'
import { createJobs } from './jobs/create-jobs.js'
import type { Jobs } from './jobs/jobs.js'
import { createMetadata, type Metadata } from './metadata/metadata.js'
import { type ProbeFinding, type ProbeOptions, probe, probeRetryPolicy } from './probe/probe.js'
import { createRecords, type UnknownFields } from './records/create-records.js'
import type { Records } from './records/records.js'
import { createRestlets, type Restlets } from './restlets/call-restlet.js'
import { createSuiteQl, type SuiteQl } from './suiteql/run-suiteql.js'
import { toAccount } from './transport/account-url.js'
import { type CallerOptions, createCaller } from './transport/caller.js'
import { defaultUserAgent } from './transport/default-user-agent.js'
import { sharedGate } from './transport/shared-gate.js'

export interface NetSuiteClientOptions {
  /** `123456` or `123456_SB1`, in either spelling. */
  readonly account: string
  /**
   * OAuth 2.0 machine to machine (`clientId`, `certificateId`, `privateKey`), OAuth 2.0 as a person (`clientId`, `tokenStore`), or
   * token-based authentication (`consumerKey` and the rest), with which no new integration can be set up from NetSuite 2027.1.
   */
  readonly auth: NetSuiteAuth
  /**
   * Requests at once, for all clients of this account in the process. Default 4: an account has 5 at least, and the rest is left
   * for others.
   */
  readonly concurrency?: number
  /** A gate of your own, in place of the account's shared one. */
  readonly gate?: RequestGate
  /** In place of the account's hosts, for a sandbox or a proxy. Signatures and assertions keep the account's own. */
  readonly baseUrl?: string
  /** In place of the account's RESTlet host. Default `baseUrl`, where that is given. */
  readonly restletBaseUrl?: string
  /**
   * What becomes of a field whose name NetSuite does not know. Default `refuse`: the write fails and names it. `ignore` is
   * NetSuite's own default: the field is dropped and the write succeeds.
   */
  readonly unknownFields?: UnknownFields
  /** Milliseconds for one try. Default 120,000; NetSuite itself takes up to 15 minutes. */
  readonly timeoutMs?: number
  readonly retryPolicy?: RetryPolicy
  readonly fetch?: typeof globalThis.fetch
  /** In place of ky, where no `fetch` is given, for example `createUndiciTransport()` of `/undici`. */
  readonly transport?: Transport
  readonly clock?: Clock
  /** Told of every answer and every retry, without secrets and ids. `console` is one. Default: none. */
  readonly logger?: Logger
  /** Where traces and metrics go, for example `openTelemetry()` of `/opentelemetry`. Default: nowhere. */
  readonly telemetry?: Telemetry
  /** Default `tiktok-ns-netsuite-client/<version>`. */
  readonly userAgent?: string
}

export interface NetSuiteClient {
  readonly records: Records
  readonly suiteQl: SuiteQl
  readonly restlets: Restlets
  readonly jobs: Jobs
  readonly metadata: Metadata
  /**
   * Says in words whether the connection works: clock, credentials, account id, permissions, features. Every problem is a finding
   * with what to do next, not an error.
   */
  probe(options?: ProbeOptions): Promise<readonly ProbeFinding[]>
  /** The account's gate: its `state` says how many requests are at work, waiting and were refused. */
  readonly gate: { readonly state: GateState }
}

/**
 * A client for one NetSuite account: records, SuiteQL, RESTlets and jobs, authorized anew for every try, within the account's
 * concurrency.
 *
 * Every failure is an `ApiError` with a kind, a hint and NetSuite's operation id.
 *
 * @example
 * const netsuite = createNetSuiteClient({ account: '123456_SB1', auth })
 * const { id } = await netsuite.records.create('salesOrder', { externalId: 'TTS-US1-SO-5761', entity: { id: '1514' } })
 */
export const createNetSuiteClient = (options: NetSuiteClientOptions): NetSuiteClient => {
  const { auth, clock = systemClock, timeoutMs = 120_000, unknownFields = 'refuse' } = options
  const account = toAccount(options.account)
  const restUrl = withoutSlash(options.baseUrl ?? account.restUrl)
  const restletUrl = withoutSlash(options.restletBaseUrl ?? options.baseUrl ?? account.restletUrl)
  const gate = options.gate ?? sharedGate(`${account.id} ${restUrl}`, options.concurrency ?? 4)
  const transport = chooseTransport({ userAgent: defaultUserAgent, ...options })
  const { retryPolicy, logger, telemetry } = options
  const runner: CallRunnerOptions = {
    system: 'netsuite',
    transport,
    gate,
    clock,
    redactor: createRedactor(secretsOf(auth)),
    retryPolicy,
    logger,
    telemetry,
  }
  // Calls wait for a token in their place at the gate: what asks for one must not wait behind them.
  const runTokenCall = createCallRunner({ ...runner, gate: createRequestGate({ clock }) })
  const callerOptions: CallerOptions = {
    runCall: createCallRunner(runner),
    hosts: { restUrl, restletUrl },
    authorizer: createAuthorizer(auth, { account, restUrl, runCall: runTokenCall, clock, timeoutMs }),
    secrets: secretsOf(auth),
    timeoutMs,
  }
  const call = createCaller(callerOptions)
  return {
    records: createRecords(call, unknownFields),
    suiteQl: createSuiteQl(call),
    restlets: createRestlets(call),
    jobs: createJobs(call, clock),
    metadata: createMetadata(call),
    probe: probeOptions => {
      let last: TransportResponse | undefined
      const observe = (response: TransportResponse) => {
        last = response
      }
      const probeCall = createCaller({
        ...callerOptions,
        runCall: createCallRunner({ ...runner, retryPolicy: probeRetryPolicy }),
        observe,
      })
      const tools = { call: probeCall, lastResponse: () => last, now: clock.now, account: account.id }
      return probe(tools, probeOptions)
    },
    gate: {
      get state() {
        return gate.state
      },
    },
  }
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')
