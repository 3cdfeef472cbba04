import type { JsonObject } from '../json.js'
import type { Connector } from '../ports/connector.js'
import type { TestClock } from './fake-clock.js'

/**
 * Opens systems for test cases with a `seed`: the flow then runs against them, through its real connectors. The engine has none, so a
 * host brings them in.
 */
export interface TestWorlds {
  /** Connectors whose systems it has. Connections to others are played by the case, as without a seed. */
  readonly connectors: readonly string[]
  open(request: TestWorldRequest): Promise<OpenedWorld>
}

export interface TestWorldRequest {
  /** What the systems hold at the start, as the test's author wrote it. */
  readonly seed: unknown
  /** When the case begins. */
  readonly atMs: number
  /** The flow's connections to systems that it has, in the flow's order. */
  readonly connections: Readonly<Record<string, WorldConnection>>
}

export interface WorldConnection {
  readonly connector: string
  /** Settings of the account that the test's author gave: they come before the world's own. */
  readonly settings: JsonObject
}

export type OpenedWorld =
  | { readonly world: TestWorld; readonly problems?: undefined }
  | { readonly world?: undefined; readonly problems: readonly WorldProblem[] }

/** Why a world could not be opened. */
export interface WorldProblem {
  /** Where: in the seed, or in the settings of connections, by name. */
  readonly part: 'seed' | 'connections'
  /** Below that part. */
  readonly path: readonly (string | number)[]
  readonly problem: string
  readonly next: string
}

/** Systems with what a seed says, for the runs of one case. */
export interface TestWorld {
  readonly connections: Readonly<Record<string, Connector>>
  /** The systems' own time. */
  readonly clock: TestClock
  /** Everything of a kind that the system behind a connection holds now; undefined when it keeps nothing of that name. */
  read(connection: string, kind: string): Promise<readonly JsonObject[] | undefined>
  close(): Promise<void>
}
