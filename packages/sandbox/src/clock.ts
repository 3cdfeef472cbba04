/** Work that falls due at a moment of sandbox time, such as an order leaving its hold or a webhook's next try. */
export interface DueWorker {
  /** Epoch milliseconds of the earliest work, or undefined when there is none. */
  nextDueAtMs(): number | undefined
  /** Does what is due. The clock shows the due moment meanwhile. */
  runDue(nowMs: number): void
}

/**
 * The sandbox's time. A `real` clock runs by itself, shifted by what it was moved; a `fixed` one stands until it is moved.
 *
 * Moving forward does everything that falls due on the way, in order of time, each at its own moment.
 */
export interface SandboxClock {
  readonly mode: 'real' | 'fixed'
  /** Epoch milliseconds. */
  now(): number
  /** Epoch seconds, whole. */
  nowSecs(): number
  /** Going back is allowed and undoes nothing. */
  moveTo(epochMs: number): void
  advance(ms: number): void
  /** Does what has fallen due by now. Called before every request. */
  runDue(): void
  register(worker: DueWorker): void
}

export interface SandboxClockOptions {
  /** Where the clock stands: epoch milliseconds or an ISO 8601 text. Left out: the real time, running. */
  readonly at?: number | string
  /** Default `fixed` when `at` is given, else `real`. A `real` clock with `at` starts there and runs. */
  readonly mode?: 'real' | 'fixed'
  /** The machine's clock. */
  readonly machineNow?: () => number
}

/** A clock for one sandbox. */
export const createSandboxClock = ({
  at,
  mode = at === undefined ? 'real' : 'fixed',
  machineNow = Date.now,
}: SandboxClockOptions = {}): SandboxClock => {
  const workers: DueWorker[] = []
  const startAtMs = at === undefined ? machineNow() : toEpochMs(at)
  let standsAtMs = startAtMs
  let offsetMs = startAtMs - machineNow()
  let workingAtMs: number | undefined

  const now = () => workingAtMs ?? (mode === 'fixed' ? standsAtMs : machineNow() + offsetMs)

  const runDueUntil = (untilMs: number) => {
    if (workingAtMs !== undefined) return
    try {
      for (let due = earliest(workers); due && due.atMs <= untilMs; due = earliest(workers)) {
        workingAtMs = due.atMs
        due.worker.runDue(due.atMs)
      }
    } finally {
      workingAtMs = undefined
    }
  }

  const moveTo = (epochMs: number) => {
    runDueUntil(epochMs)
    standsAtMs = epochMs
    offsetMs = epochMs - machineNow()
  }

  return {
    mode,
    now,
    nowSecs: () => Math.floor(now() / 1000),
    moveTo,
    advance: ms => moveTo(now() + ms),
    runDue: () => runDueUntil(now()),
    register: worker => {
      workers.push(worker)
    },
  }
}

/** Epoch milliseconds of an ISO 8601 text or a number; anything else is an error that names it. */
export const toEpochMs = (at: number | string): number => {
  const epochMs = typeof at === 'number' ? at : Date.parse(at)
  if (!Number.isFinite(epochMs)) {
    throw new TypeError(`"${at}" is no moment; give epoch milliseconds or ISO 8601 like 2026-01-31T12:00:00Z`)
  }
  return epochMs
}

const earliest = (workers: readonly DueWorker[]): { worker: DueWorker; atMs: number } | undefined => {
  let found: { worker: DueWorker; atMs: number } | undefined
  for (const worker of workers) {
    const atMs = worker.nextDueAtMs()
    if (atMs !== undefined && (found === undefined || atMs < found.atMs)) found = { worker, atMs }
  }
  return found
}
