/** One question of speed, and how it is answered. Each has a folder of its own and a line in `benchmarks.ts`. */
export interface Benchmark {
  /** The folder's name; `pnpm bench <name>` runs it. */
  readonly name: string
  /** What is asked, in a sentence. */
  readonly question: string
  measure(scale: Scale): Promise<Result>
}

/** `full` is what docs/benchmarks.md shows; `tiny` only proves that the benchmark still runs. */
export type Scale = 'full' | 'tiny'

export interface Result {
  /** What was run, with its sizes, in a sentence or two. */
  readonly setup: string
  readonly rows: readonly Row[]
  readonly bars?: readonly Bar[]
}

/** Column titles to figures; all rows of a result have the same titles. */
export type Row = Readonly<Record<string, string | number>>

/** A figure that design sets us, for example "at most 1.05". */
export interface Bar {
  readonly what: string
  readonly wanted: string
  readonly measured: string
  readonly met: boolean
}

export const bar = (
  what: string,
  wanted: 'at most' | 'at least',
  limit: number,
  measured: number,
  unit = '',
): Bar => ({
  what,
  wanted: `${wanted} ${limit}${unit}`,
  measured: `${round(measured)}${unit}`,
  met: wanted === 'at most' ? measured <= limit : measured >= limit,
})

/** Three figures: nothing here is known more exactly. */
export const round = (figure: number): number => Number(figure.toPrecision(3))
