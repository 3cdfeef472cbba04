import { z } from 'zod'
import { asJson, type Json } from './json.js'
import { jsonPieces } from './lines/json-pieces.js'
import { toLines } from './lines/state-lines.js'
import type { SandboxCore, SandboxSystem } from './sandbox-system.js'
import type { SandboxSeed } from './seed.js'

const stateShape = z.object({
  nowMs: z.number(),
  systems: z.record(
    z.string(),
    z.custom<Json>(value => value !== undefined),
  ),
})

/** Everything the systems hold, and the time, as plain JSON. */
export interface SandboxState {
  readonly nowMs: number
  /** By key; of several NetSuite accounts a list, in the order of the seed. */
  readonly systems: Readonly<Record<string, Json>>
}

export const dumpState = (
  core: SandboxCore,
  systems: readonly SandboxSystem[],
  unread: 'read' | 'beside' = 'read',
): SandboxState => ({
  nowMs: core.clock.now(),
  systems: Object.fromEntries(
    [...byKey(systems)].map(([key, [first, ...others]]) => [
      key,
      others.length === 0 ? first.dump(unread) : [first, ...others].map(system => system.dump(unread)),
    ]),
  ),
})

type AtLeastOne<Part> = readonly [Part, ...Part[]]

const byKey = (
  systems: readonly SandboxSystem[],
): ReadonlyMap<SandboxSystem['key'], AtLeastOne<SandboxSystem>> => {
  const groups = new Map<SandboxSystem['key'], AtLeastOne<SandboxSystem>>()
  for (const system of systems) {
    const known = groups.get(system.key)
    groups.set(system.key, known === undefined ? [system] : [...known, system])
  }
  return groups
}

/** The same as lines, taken at once and written out bit by bit. */
export const dumpLines = (
  core: SandboxCore,
  systems: readonly SandboxSystem[],
): Generator<string | Uint8Array> => toLines(asJson(dumpState(core, systems, 'beside')))

/** The same as one JSON, written out bit by bit. */
export const dumpJson = (
  core: SandboxCore,
  systems: readonly SandboxSystem[],
): Generator<string | Uint8Array> => jsonPieces(asJson(dumpState(core, systems, 'beside')))

/**
 * Takes back what `dumpState` gave. A fixed clock goes to the dumped moment; a real one runs on.
 *
 * @throws {Error} when it is of another number of NetSuite accounts than there are here
 */
export const restoreState = (core: SandboxCore, systems: readonly SandboxSystem[], dumped: unknown): void => {
  const state = stateShape.parse(dumped)
  const groups = [...byKey(systems)].map(([key, group]) => [group, dumpsOf(state, key)] as const)
  for (const [group, dumps] of groups)
    if (dumps.length > 0 && dumps.length !== group.length)
      throw new Error(
        `The state holds ${dumps.length} NetSuite accounts, this sandbox ${group.length}: start one with this state as its file, or with a seed of as many.`,
      )
  for (const [group, dumps] of groups)
    for (const [index, system] of group.entries()) {
      const own = dumps[index]
      if (own !== undefined) system.restore(own)
    }
  if (core.clock.mode === 'fixed') core.clock.moveTo(state.nowMs)
}

/** What a state holds of each account of a system; nothing when it does not know the system. */
const dumpsOf = ({ systems }: SandboxState, key: string): readonly Json[] => {
  const own = systems[key]
  return own === undefined ? [] : isList(own) ? own : [own]
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** As many accounts as a state holds, with nothing in them: what it can be restored into. */
export const toBlankSeed = (dumped: unknown): SandboxSeed => ({
  netsuite: dumpsOf(stateShape.parse(dumped), 'netsuite').map((_, index) => ({ account: `BLANK${index}` })),
})
