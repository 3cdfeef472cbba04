import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How long what was ready had to wait for its turn in this process, in seconds, by the share that waited no longer. */
export type LoopDelays = ReadonlyMap<number, number>

export interface LoopWatch {
  /** Since it was read last. */
  read(): LoopDelays
  stop(): void
}

/** How often it is looked, in milliseconds. */
const resolution = 10

/** Half of all, nearly all, the longest. */
const shares = [0.5, 0.99, 1]

/** Watches how long this process keeps what comes from outside waiting. */
export const watchLoop = (): LoopWatch => {
  const histogram = monitorEventLoopDelay({ resolution })
  histogram.enable()
  // What is recorded is the time between two looks.
  const toDelay = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolution) / 1000
  return {
    read: () => {
      const delays = new Map(shares.map(share => [share, toDelay(histogram.percentile(share * 100))]))
      histogram.reset()
      return delays
    },
    stop: () => void histogram.disable(),
  }
}
