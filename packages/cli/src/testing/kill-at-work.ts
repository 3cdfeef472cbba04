import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Draws that can be repeated: a failing round names its number. */
export const drawFor = (round: number): ((below: number) => number) => {
  let state = round * 2_654_435_761
  return below => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0
    return state % below
  }
}

/**
 * Kills a run while it works: after a drawn number of calls and some milliseconds, so that every stage of a run is met, and the
 * middle of what it keeps and sends. Answers with the signal that ended it.
 */
export const killAtWork = async (
  run: ChildProcess,
  countCalls: () => number,
  { calls, ms }: { readonly calls: number; readonly ms: number },
): Promise<unknown> => {
  const exited = once(run, 'exit')
  const enough = countCalls() + calls
  const watch = setInterval(() => {
    if (countCalls() < enough) return
    clearInterval(watch)
    setTimeout(() => run.kill('SIGKILL'), ms)
  }, 1)
  const [, signal] = await exited
  clearInterval(watch)
  return signal
}
