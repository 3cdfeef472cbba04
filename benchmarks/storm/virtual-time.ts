/** Time that passes as fast as what happens in it can be worked out. */
export interface VirtualTime {
  readonly clock: { now(): number; wait(ms: number): Promise<void> }
  /** Does something at an instant, in whole milliseconds from the start. */
  at(ms: number, act: () => void): void
  /** Lets everything happen that is planned, and what comes of it. */
  run(): Promise<void>
}

export const createVirtualTime = (): VirtualTime => {
  const planned = new Map<number, (() => void)[]>()
  let now = 0
  const at = (ms: number, act: () => void): void => {
    const others = planned.get(ms)
    if (others === undefined) planned.set(ms, [act])
    else others.push(act)
  }
  return {
    clock: { now: () => now, wait: ms => new Promise(resolve => at(now + ms, resolve)) },
    at,
    run: async () => {
      for (; planned.size > 0; now += 1) {
        const due = planned.get(now)
        if (due === undefined) continue
        planned.delete(now)
        for (const act of due) act()
        // Whatever waited for this instant goes on before time does.
        await new Promise(resolve => setImmediate(resolve))
      }
    },
  }
}
