import pLimit from 'p-limit'
import { type Clock, systemClock } from './clock.js'

export type Priority = 'interactive' | 'normal' | 'bulk'

export interface RequestGateOptions {
  /** At most this many requests at once. */
  readonly maxConcurrent?: number | undefined
  /** At most this many starts in a second; no limit when left out. */
  readonly maxPerSecond?: number | undefined
  readonly clock?: Clock | undefined
}

export interface GateState {
  /** How many may be at work now; below `maxConcurrent` after refusals. */
  readonly limit: number
  readonly active: number
  readonly waiting: number
  readonly refusals: number
}

/** Lets requests through a few at a time. All that share an account share one gate. */
export interface RequestGate {
  run<Answer>(work: () => Promise<Answer>, options?: GateRunOptions): Promise<Answer>
  /** Says that the vendor refused for too much at once: the limit halves, then climbs back with each success. */
  refused(): void
  readonly state: GateState
}

export interface GateRunOptions {
  readonly priority?: Priority | undefined
  readonly signal?: AbortSignal | undefined
}

const order: readonly Priority[] = ['interactive', 'normal', 'bulk']

/** How many successes at the present limit earn one more place. */
const successesPerStep = 20

export const createRequestGate = ({
  maxConcurrent = 5,
  maxPerSecond,
  clock = systemClock,
}: RequestGateOptions = {}): RequestGate => {
  const places = pLimit(maxConcurrent)
  const queues: Record<Priority, (() => Promise<void>)[]> = { interactive: [], normal: [], bulk: [] }
  let successes = 0
  let refusals = 0
  let nextStartAt = 0

  const takeMostUrgent = (): (() => Promise<void>) | undefined => {
    const priority = order.find(name => queues[name].length > 0)
    return priority === undefined ? undefined : queues[priority].shift()
  }

  const waitForRate = async (signal: AbortSignal | undefined): Promise<void> => {
    if (maxPerSecond === undefined) return
    const startAt = Math.max(clock.now(), nextStartAt)
    // A refusal slows the rate as it narrows the places: vendors do not say which of the two they meant.
    nextStartAt = startAt + (1000 / maxPerSecond) * (maxConcurrent / places.concurrency)
    const waitMs = startAt - clock.now()
    if (waitMs > 0) await clock.wait(waitMs, signal)
  }

  const climb = (): void => {
    if (places.concurrency >= maxConcurrent) return
    successes += 1
    if (successes < successesPerStep) return
    successes = 0
    places.concurrency += 1
  }

  return {
    run: (work, { priority = 'normal', signal } = {}) =>
      new Promise((resolve, reject) => {
        queues[priority].push(async () => {
          try {
            signal?.throwIfAborted()
            await waitForRate(signal)
            const answer = await work()
            climb()
            resolve(answer)
          } catch (error) {
            reject(error)
          }
        })
        // Every arrival asks for one place; the place serves whoever is most urgent once it is free.
        void places(async () => takeMostUrgent()?.())
      }),
    refused: () => {
      refusals += 1
      successes = 0
      places.concurrency = Math.max(1, Math.floor(places.concurrency / 2))
    },
    get state() {
      const waiting = order.reduce((count, priority) => count + queues[priority].length, 0)
      return { limit: places.concurrency, active: places.activeCount, waiting, refusals }
    },
  }
}
