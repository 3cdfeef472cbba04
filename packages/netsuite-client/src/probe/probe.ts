import { type ApiError, isApiError, type RetryPolicy, type TransportResponse } from '@tiktok-ns/client-kit'
import type { Call, Caller } from '../transport/caller.js'

/** One thing that was tried, and in words how it went. */
export interface ProbeFinding {
  readonly ok: boolean
  /** `connection`, `clock`, `login`, `SuiteQL`, `record salesOrder`, ... */
  readonly subject: string
  readonly message: string
  /** What to do, where it is not ok. */
  readonly next?: string
}

export interface ProbeOptions {
  /** Record types the role has to see. Default `salesOrder` and `customer`. */
  readonly records?: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/** A probe says at once what is wrong; it does not wait for things to get better. */
export const probeRetryPolicy: RetryPolicy = {
  maxAttempts: 1,
  firstDelayMs: 0,
  maxDelayMs: 0,
  maxRetryAfterMs: 0,
}

/** NetSuite refuses signatures whose time is about five minutes off. */
const maxSkewMs = 240_000

export interface ProbeTools {
  readonly call: Caller
  /** The last answer, whatever it was. */
  readonly lastResponse: () => TransportResponse | undefined
  readonly now: () => number
  readonly account: string
}

/** Tries what an integration needs and says in words what is missing. Reads little and writes nothing. */
export const probe = async (
  tools: ProbeTools,
  { records = ['salesOrder', 'customer'], signal }: ProbeOptions = {},
): Promise<readonly ProbeFinding[]> => {
  const attempt = async (call: Pick<Call, 'method' | 'path' | 'query' | 'headers' | 'body'>) => {
    try {
      await tools.call({ ...call, repeatable: true, priority: 'interactive', signal })
      return undefined
    } catch (error) {
      if (isApiError(error)) return error
      throw error
    }
  }

  const suiteQl = await attempt({
    method: 'POST',
    path: '/query/v1/suiteql',
    query: { limit: 1, offset: 0 },
    headers: { prefer: 'transient' },
    body: { q: 'SELECT id FROM item WHERE id = 0' },
  })
  if (suiteQl !== undefined && isUnreachable(suiteQl)) return [unreachable(suiteQl, tools.account)]
  const clock = clockFinding(tools)
  if (suiteQl?.kind === 'auth') return [...clock, wrongLogin(suiteQl, clock)]

  const findings: ProbeFinding[] = [
    ...clock,
    { ok: true, subject: 'login', message: `NetSuite account ${tools.account} accepts the credentials` },
    suiteQl === undefined
      ? { ok: true, subject: 'SuiteQL', message: 'The role may run SuiteQL queries' }
      : failed('SuiteQL', suiteQl, suiteQlNext(suiteQl)),
  ]
  for (const type of records) {
    const error = await attempt({
      method: 'GET',
      path: `/record/v1/${encodeURIComponent(type)}`,
      query: { limit: 1 },
    })
    findings.push(
      error === undefined
        ? { ok: true, subject: `record ${type}`, message: `The role may see ${type} records` }
        : failed(`record ${type}`, error, recordNext(type, error)),
    )
  }
  return findings
}

const isUnreachable = (error: ApiError): boolean =>
  error.status === undefined && (error.kind === 'unavailable' || error.kind === 'timeout')

const unreachable = (error: ApiError, account: string): ProbeFinding => ({
  ok: false,
  subject: 'connection',
  message: error.message,
  next: `Check that ${account} is the account id (Setup > Company > Company Information): it is part of the host's name. Then check the network.`,
})

const clockFinding = ({ lastResponse, now }: ProbeTools): readonly ProbeFinding[] => {
  const serverMs = Date.parse(lastResponse()?.headers['date'] ?? '')
  if (Number.isNaN(serverMs)) return [] // no time was told, so there is nothing to say
  const skewMs = now() - serverMs
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  if (Math.abs(skewMs) <= maxSkewMs)
    return [{ ok: true, subject: 'clock', message: "This machine's clock agrees with NetSuite's" }]
  return [
    {
      ok: false,
      subject: 'clock',
      message: `This machine's clock is ${minutes} minutes ${skewMs > 0 ? 'ahead of' : 'behind'} NetSuite's`,
      next: 'Set the clock (NTP): NetSuite refuses signatures and assertions made at another time.',
    },
  ]
}

const wrongLogin = (error: ApiError, clock: readonly ProbeFinding[]): ProbeFinding => {
  const clockIsWrong = clock.some(({ ok }) => !ok)
  return {
    ok: false,
    subject: 'login',
    message: error.message,
    next: clockIsWrong
      ? 'Set the clock first, then try again.'
      : (error.hint ?? 'Check keys, token and account id.'),
  }
}

const suiteQlNext = ({ kind, status, details }: ApiError): string =>
  kind === 'permission' || details.some(({ message }) => /was not found|Invalid search type/i.test(message))
    ? "Give the integration's role the permissions SuiteAnalytics Workbook, Items and REST Web Services."
    : status === 404
      ? 'Switch REST Web Services on (Setup > Company > Enable Features > SuiteCloud).'
      : 'See the message; the operation id is for NetSuite support.'

const recordNext = (type: string, { kind, status, code }: ApiError): string =>
  kind === 'permission'
    ? `Give the integration's role the permission for ${type} records, and REST Web Services (full).`
    : status === 404 || code === 'NONEXISTENT_ID'
      ? `Check the record type's name. If it is right, its feature is off, or the role lacks the permission for ${type}.`
      : 'See the message; the operation id is for NetSuite support.'

const failed = (subject: string, error: ApiError, next: string): ProbeFinding => ({
  ok: false,
  subject,
  message: error.requestId === undefined ? error.message : `${error.message} (operation ${error.requestId})`,
  next,
})
