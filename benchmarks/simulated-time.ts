import type { Transport } from '@tiktok-ns/netsuite-client'
import type { SandboxClock } from '@tiktok-ns/sandbox'

/** Time that passes as fast as what happens in it can be worked out. */
export interface SimulatedTime {
  readonly clock: { now(): number; wait(ms: number, signal?: AbortSignal): Promise<void> }
  /** Does something at an instant, epoch milliseconds; time stands until it is done. */
  at(ms: number, act: () => unknown): void
  /** A transport whose calls take their time: half of it on the way there, half on the way back. */
  slow(transport: Transport): Transport
  /** Moves a sandbox's clock along, so that what falls due there happens. */
  carry(clock: SandboxClock): void
  /** Lets everything happen until then, in order of time, and what comes of it. */
  runUntil(ms: number): Promise<void>
}

export interface SimulatedTimeOptions {
  readonly startMs?: number
  /** How long the next call takes. Default nothing. */
  readonly latencyMs?: () => number
}

export const createSimulatedTime = ({
  startMs = 0,
  latencyMs = () => 0,
}: SimulatedTimeOptions = {}): SimulatedTime => {
  const agenda = createAgenda()
  const carried: SandboxClock[] = []
  let nowMs = startMs
  let answering = 0

  const wait = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason)
      const abort = () => reject(signal?.reason)
      signal?.addEventListener('abort', abort, { once: true })
      agenda.add(nowMs + ms, () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      })
    })

  /** Whatever waited for this instant goes on before time does; an answer in process takes a few turns. */
  const quiet = async (): Promise<void> => {
    for (let turns = 0; turns < 2; turns = answering > 0 ? 0 : turns + 1) await new Promise(setImmediate)
  }

  return {
    clock: { now: () => nowMs, wait },
    at: agenda.add,
    slow: transport => async request => {
      const halfMs = latencyMs() / 2
      await wait(halfMs)
      answering += 1
      const [answer] = await Promise.allSettled([transport(request)])
      answering -= 1
      await wait(halfMs)
      if (answer.status === 'rejected') throw answer.reason
      return answer.value
    },
    carry: clock => void carried.push(clock),
    runUntil: async untilMs => {
      for (;;) {
        await quiet()
        const next = agenda.take(untilMs)
        if (next === undefined) break
        nowMs = Math.max(nowMs, next.ms)
        for (const clock of carried) clock.moveTo(nowMs)
        await next.act()
      }
      if (Number.isFinite(untilMs)) nowMs = untilMs
      for (const clock of carried) clock.moveTo(nowMs)
    },
  }
}

interface Entry {
  readonly ms: number
  readonly act: () => unknown
}

/** What is planned, earliest first; what is planned for one instant in the order in which it was planned. */
const createAgenda = () => {
  const planned: Entry[] = []
  return {
    add: (ms: number, act: () => unknown): void => {
      let [low, high] = [0, planned.length]
      // Latest first, so that the next one is taken off the end.
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((planned[middle]?.ms ?? 0) > ms) low = middle + 1
        else high = middle
      }
      planned.splice(low, 0, { ms, act })
    },
    take: (untilMs: number): Entry | undefined =>
      (planned.at(-1)?.ms ?? Number.POSITIVE_INFINITY) <= untilMs ? planned.pop() : undefined,
  }
}
