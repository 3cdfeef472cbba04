import { createAdaptiveLimit } from './adaptive-limit.js'
import { isApiError } from './api-error.js'
import { type Clock, systemClock } from './clock.js'
import { createFairQueue, type Priority, type QueuePlace } from './fair-queue.js'

export interface RequestGateOptions {
  /** At most this many requests at once. Default 5. */
  readonly maxConcurrent?: number | undefined
  /** At most this many starts in a second; no limit when left out. */
  readonly maxPerSecond?: number | undefined
  readonly clock?: Clock | undefined
  /** Which failure means "too much at once". Default: an `ApiError` of kind `rate-limited`. */
  readonly isRefusal?: ((error: unknown) => boolean) | undefined
}

export interface GateState {
  /** How many may be at work now; below `maxConcurrent` after refusals. */
  readonly limit: number
  readonly maxConcurrent: number
  readonly active: number
  readonly waiting: number
  readonly waitingBy: Readonly<Record<Priority, number>>
  /** How often something started, since the gate was made. */
  readonly started: number
  readonly refusals: number
  /** Milliseconds that everything started so far has waited, added up. */
  readonly waitedMs: number
}

/** Lets requests through a few at a time. All that share an account share one gate. */
export interface RequestGate {
  /**
   * Does the work as soon as there is a place, and gives what it gives.
   *
   * Work that fails with a refusal halves the limit, once for all that were at work together; it climbs back with success.
   */
  run<Answer>(work: () => Promise<Answer>, options?: GateRunOptions): Promise<Answer>
  readonly state: GateState
}

export interface GateRunOptions {
  /** Default `normal`. */
  readonly priority?: Priority | undefined
  /** For whom, for example a flow's name: callers of one priority take turns. */
  readonly caller?: string | undefined
  /** Leaves the line when aborted; does not end work that has begun. */
  readonly signal?: AbortSignal | undefined
  /** Called when the work begins. */
  readonly onStart?: ((waitedMs: number) => void) | undefined
}

export const createRequestGate = ({
  maxConcurrent = 5,
  maxPerSecond,
  clock = systemClock,
  isRefusal = error => isApiError(error) && error.kind === 'rate-limited',
}: RequestGateOptions = {}): RequestGate => {
  if (!Number.isInteger(maxConcurrent) || maxConcurrent < 1)
    throw new TypeError(`maxConcurrent must be a whole number from 1, and is ${maxConcurrent}`)
  if (maxPerSecond !== undefined && !(maxPerSecond > 0))
    throw new TypeError(`maxPerSecond must be above 0, and is ${maxPerSecond}`)

  const limit = createAdaptiveLimit(maxConcurrent, clock)
  const queue = createFairQueue<() => Promise<void>>()
  let active = 0
  let started = 0
  let refusals = 0
  let waitedMs = 0
  let nextStartAt = Number.NEGATIVE_INFINITY
  let waking = false
  /** The wait for the next start is over, even if the clock is not quite there: timers may come early. */
  let waited = false

  /** Starts all that may start now, and comes back when the rate allows the next. */
  const startWaiting = (): void => {
    while (active < limit.current && queue.size > 0) {
      const now = clock.now()
      if (now < nextStartAt && !waited) {
        wakeAfter(Math.ceil(nextStartAt - now))
        return
      }
      // A refusal slows the rate as it narrows the places: vendors do not say which of the two they meant.
      if (maxPerSecond !== undefined) {
        // Timers know whole milliseconds only: what this start is late by is not lost to the rate.
        const due = now - nextStartAt < 1 ? nextStartAt : now
        nextStartAt = due + (1000 / maxPerSecond) * (maxConcurrent / limit.current)
      }
      waited = false
      active += 1
      void queue.take()?.().finally(startWaiting)
    }
  }

  const wakeAfter = (ms: number): void => {
    if (waking) return
    waking = true
    const awaited = nextStartAt
    void clock.wait(ms).then(() => {
      waking = false
      waited = awaited === nextStartAt
      startWaiting()
    })
  }

  const settle = async <Answer>(
    work: () => Promise<Answer>,
    ownWaitMs: number,
    onStart: GateRunOptions['onStart'],
  ): Promise<Answer> => {
    const { era } = limit
    started += 1
    waitedMs += ownWaitMs
    try {
      onStart?.(ownWaitMs)
      const answer = await work()
      limit.succeeded(era)
      return answer
    } catch (error) {
      if (isRefusal(error)) {
        refusals += 1
        limit.refused(era)
      }
      throw error
    } finally {
      active -= 1
    }
  }

  return {
    run: (work, { priority = 'normal', caller = '', signal, onStart } = {}) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason)
        const askedAt = clock.now()
        const leave = (): void => {
          takeOut()
          reject(signal?.reason)
        }
        const place: QueuePlace = { priority, caller }
        const takeOut = queue.add(async () => {
          signal?.removeEventListener('abort', leave)
          await settle(work, clock.now() - askedAt, onStart).then(resolve, reject)
        }, place)
        signal?.addEventListener('abort', leave, { once: true })
        startWaiting()
      }),
    get state() {
      return {
        limit: limit.current,
        maxConcurrent,
        active,
        waiting: queue.size,
        waitingBy: queue.sizes,
        started,
        refusals,
        waitedMs,
      }
    },
  }
}
