export interface Cost {
  readonly wallMs: number
  /** Processor time of this process, all its threads together. */
  readonly cpuMs: number
}

export interface Contestant {
  readonly name: string
  readonly work: () => unknown
}

export const costOf = async (work: () => unknown): Promise<Cost> => {
  const startedAt = performance.now()
  const startedWith = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(startedWith)
  return { wallMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 }
}

/**
 * Runs each contestant once a round, after one round that does not count, and gives their medians in the same order.
 *
 * In turns, so that all of them share what else the machine does in the meantime.
 */
export const inTurns = async (
  contestants: readonly Contestant[],
  rounds: number,
): Promise<readonly (Cost & { readonly name: string })[]> => {
  const measured = contestants.map(contestant => ({ ...contestant, costs: [] as Cost[] }))
  for (let round = 0; round <= rounds; round += 1)
    for (const { work, costs } of measured) {
      const cost = await costOf(work)
      if (round > 0) costs.push(cost)
    }
  return measured.map(({ name, costs }) => ({
    name,
    wallMs: median(costs.map(({ wallMs }) => wallMs)),
    cpuMs: median(costs.map(({ cpuMs }) => cpuMs)),
  }))
}

/** Of an even number of figures, the upper of the two in the middle. */
export const median = (figures: readonly number[]): number =>
  figures.toSorted((left, right) => left - right)[Math.floor(figures.length / 2)] ?? Number.NaN
