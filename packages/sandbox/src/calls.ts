import { toPathPattern } from './faults/path-pattern.js'
import type { SystemKey } from './sandbox-system.js'

/** One call that reached the sandbox. Secrets in it are masked. */
export interface RecordedCall {
  /** Counts up from 1. */
  readonly number: number
  readonly system: SystemKey
  /** The NetSuite account that was called; undefined for TikTok Shop. */
  readonly account: string | undefined
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** HTTP status of the answer; undefined when the caller got none. */
  readonly status: number | undefined
  /** The system's own code, such as TikTok's `code` or NetSuite's `o:errorCode`. */
  readonly code: string | number | undefined
  /** Sandbox time of arrival, epoch milliseconds. */
  readonly atMs: number
  /** Real milliseconds until the answer. */
  readonly tookMs: number
  /** Kind of the injected fault, and the rule it came from. */
  readonly fault: string | undefined
  readonly faultRule: string | undefined
}

export interface CallFilter {
  readonly system?: SystemKey
  readonly account?: string
  readonly method?: string
  /** Pattern as in fault rules. */
  readonly path?: string
  readonly status?: number
  readonly fault?: string
}

/** Every call, in the order of arrival. Keeps the newest `capacity`; counting stays exact only within those. */
export interface CallLog {
  record(call: Omit<RecordedCall, 'number'>): void
  list(filter?: CallFilter): readonly RecordedCall[]
  count(filter?: CallFilter): number
  clear(): void
}

export const createCallLog = (capacity = 200_000): CallLog => {
  let calls: RecordedCall[] = []
  let number = 0

  const list = (filter: CallFilter = {}) => {
    const pattern = filter.path === undefined ? undefined : toPathPattern(filter.path)
    return calls.filter(
      call =>
        (filter.system === undefined || call.system === filter.system) &&
        (filter.account === undefined || call.account === filter.account) &&
        (filter.method === undefined || call.method === filter.method.toUpperCase()) &&
        (filter.status === undefined || call.status === filter.status) &&
        (filter.fault === undefined || call.fault === filter.fault) &&
        (pattern === undefined || pattern.test(call.path)),
    )
  }

  return {
    record: call => {
      number += 1
      calls.push({ number, ...call })
      // Cut in large pieces: shifting one by one would cost a copy per call.
      if (calls.length > capacity * 1.25) calls = calls.slice(-capacity)
    },
    list,
    count: filter => (filter === undefined ? calls.length : list(filter).length),
    clear: () => {
      calls = []
    },
  }
}

const secretNames =
  /^(app_secret|access_token|refresh_token|auth_code|sign|client_assertion|code|code_verifier|oauth_signature|oauth_token)$/i

/** The query as the log may show it. */
export const maskQuery = (parameters: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...parameters].map(([name, value]) => [name, secretNames.test(name) ? '***' : value]))
