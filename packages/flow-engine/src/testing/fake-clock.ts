import type { Clock } from '../ports/clock.js'

/** A clock that can be set. */
export interface TestClock extends Clock {
  set(ms: number): void
}

export interface FakeClock extends TestClock {
  /** Every wait that was asked for, in order. None takes any time. */
  readonly waits: readonly number[]
}

/** A clock that stands still until it is set or waited on; waiting moves it at once. */
export const fakeClock = (startMs = Date.UTC(2026, 0, 1)): FakeClock => {
  let now = startMs
  const waits: number[] = []
  return {
    waits,
    now: () => now,
    set: ms => {
      now = ms
    },
    wait: async (ms, signal) => {
      signal?.throwIfAborted()
      waits.push(ms)
      now += ms
    },
  }
}
