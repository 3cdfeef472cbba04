import type { Clock } from './clock.js'

export interface AdaptiveLimit {
  /** How many may be at work now, from 1 to the maximum. */
  readonly current: number
  /** Counts the halvings. Whoever starts keeps it, and hands it back with what became of the start. */
  readonly era: number
  succeeded(era: number): void
  refused(era: number): void
}

/** How a limit moves. */
const pace = {
  /** Successes that earn one more place, up to just below where the last refusal came. */
  successesPerStep: 20,
  /** Successes before the place that was refused is tried again, so that trying costs less than one call in a thousand. */
  successesBeforeTrial: 2_000,
  /** Or this much time: who else used the account may be gone by then. */
  msBeforeTrial: 300_000,
}

/**
 * A limit that halves when it is refused and climbs back with success.
 *
 * Refusals of one burst halve it once: what started before a halving says nothing about the limit after it.
 */
export const createAdaptiveLimit = (max: number, clock: Clock): AdaptiveLimit => {
  let current = max
  let era = 0
  let successes = 0
  let refusedLimit = Number.POSITIVE_INFINITY
  let refusedAt = 0

  const neededSuccesses = (): number =>
    current + 1 < refusedLimit || clock.now() - refusedAt >= pace.msBeforeTrial
      ? pace.successesPerStep
      : pace.successesBeforeTrial

  return {
    get current() {
      return current
    },
    get era() {
      return era
    },
    succeeded: startedIn => {
      if (startedIn !== era || current >= max) return
      successes += 1
      if (successes < neededSuccesses()) return
      successes = 0
      current += 1
    },
    refused: startedIn => {
      if (startedIn !== era) return
      refusedLimit = current
      refusedAt = clock.now()
      current = Math.max(1, Math.floor(current / 2))
      successes = 0
      era += 1
    },
  }
}
