import type { Hono } from 'hono'
import type { CallLog } from './calls.js'
import type { DueWorker, SandboxClock } from './clock.js'
import type { FaultInjector } from './faults/fault-injector.js'
import type { Fault } from './faults/fault-rule.js'
import type { Json } from './json.js'
import type { Random } from './random.js'

export type SystemKey = 'tiktok-shop' | 'netsuite'

/** What both systems share: one clock, one list of faults, one log of calls. */
export interface SandboxCore {
  readonly clock: SandboxClock
  readonly random: Random
  readonly faults: FaultInjector
  readonly calls: CallLog
  /** Milliseconds that each system takes to answer, in real time; may be changed while it runs. */
  readonly latencyMs: Record<SystemKey, number>
  /** How webhooks leave the sandbox. */
  readonly fetch: typeof fetch
  /** Aborted when the sandbox closes: held answers are let go. */
  readonly closing: AbortSignal
}

/** What the way in found out about a call before the system sees it. */
export interface CallContext {
  /**
   * A fault that only the system can act out: `token-revoked`, `wrong-page-token`, `clock-skew`. Others never arrive here.
   * A system that has no such thing ignores it.
   */
  readonly fault?: Fault
  /** Epoch milliseconds as the system should see it: the sandbox's clock, skewed by a `clock-skew` fault. */
  readonly nowMs: number
  /** Tells the log which business code the answer carries, where that is not its HTTP status. */
  noteCode(code: string | number): void
}

/** Faults that each system words in its own error body. */
export type RefusalFault = Extract<Fault, { readonly kind: 'rate-limited' | 'status' }>

/**
 * One emulated system. It answers calls as the real one would and knows nothing of faults in transit, latency and the log:
 * `openSystem` puts those around it.
 */
export interface SandboxSystem extends DueWorker {
  readonly key: SystemKey
  /** Which account of its system it is, where a sandbox may have several of one system. */
  readonly account?: string
  /** Answers one call. Throws only on a defect of the sandbox. */
  handle(request: Request, context: CallContext): Promise<Response> | Response
  /** The system's own error body for a refusal. */
  refuse(fault: RefusalFault): Response
  /**
   * Takes a place before latency and handling and gives it back after them, or refuses the call. For limits on how many
   * calls may be under way at once.
   */
  admit?(request: Request): Response | (() => void)
  /** Routes under `/_sandbox/{key}/`: objects, stock, ledger, webhooks. Paths inside are relative, such as `/orders/:id`. */
  readonly admin: Hono
  /** Does beforehand what first calls would have to wait for, a step each time that it is asked for. */
  prepare?(): Generator<undefined>
  /** Resolves when nothing that it started, such as a webhook, is still under way. */
  settled?(): Promise<void>
  /**
   * The whole state as plain JSON; `restore` takes it back.
   *
   * @param unread whether rows that nobody has read yet are read for it, or stay beside their list (`keepUnread`)
   */
  dump(unread: 'read' | 'beside'): Json
  restore(state: Json): void
}
