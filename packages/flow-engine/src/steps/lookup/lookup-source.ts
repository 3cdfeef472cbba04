import type { LookupPlan, LookupSource } from '../../compile/flow-plan.js'
import { compileTemplate } from '../../expressions/compile-template.js'
import { MappingError } from '../../expressions/mapping-error.js'
import type { Scope } from '../../expressions/scope.js'
import type { Json, JsonObject } from '../../json.js'
import { callContext, connectionOf, type RunContext } from '../../pipeline/run-context.js'
import type { AskForKeys, Matches } from './lookup-answers.js'

/** Where a lookup finds its answers. */
export type OpenLookupSource = LocalSource | RemoteSource

interface SourceName {
  /** In a message: `NetSuite has no match`. */
  readonly title: string
  readonly name: string
}

/** Known without asking anybody. */
export interface LocalSource extends SourceName {
  readonly kind: 'local'
  matchesFor(scope: Scope): (key: string) => Matches
}

/** Asked for many keys at once; the answers are kept. */
export interface RemoteSource extends SourceName {
  readonly kind: 'remote'
  readonly ask: AskForKeys
  /** Records with the same parameters share one call. */
  parametersFor(scope: Scope): JsonObject
}

export const openLookupSource = ({ id, path, source }: LookupPlan, context: RunContext): OpenLookupSource => {
  switch (source.kind) {
    case 'connector':
      return openConnector(source, path, context)
    case 'map': {
      const render = compileTemplate(source.map)
      return {
        kind: 'local',
        title: 'the map',
        name: id,
        matchesFor: scope => {
          const entries = toObject(render(scope), 'map')
          return key => toMatches(Object.hasOwn(entries, key) ? entries[key] : undefined)
        },
      }
    }
    case 'table': {
      const { file, rowsByKey } = source
      const rowsOf = (key: string): Matches =>
        (Object.hasOwn(rowsByKey, key) ? rowsByKey[key] : undefined) ?? []
      return { kind: 'local', title: `the table ${file}`, name: id, matchesFor: () => rowsOf }
    }
    case 'cache': {
      const { cache } = source
      const { store, clock } = context.host
      return {
        kind: 'remote',
        title: `the cache ${cache}`,
        name: id,
        ask: async keys => {
          const found = await store.readCache(cache, keys, clock.now())
          return keys.map(key => ({ key, matches: toMatches(found.get(key)) }))
        },
        parametersFor: () => ({}),
      }
    }
    default:
      return source satisfies never
  }
}

const openConnector = (
  { connection, lookup, parameters }: Extract<LookupSource, { kind: 'connector' }>,
  path: string,
  context: RunContext,
): RemoteSource => {
  const connector = connectionOf(context, connection)
  const render = compileTemplate(parameters)
  return {
    kind: 'remote',
    title: connector.description.title,
    name: lookup,
    ask: (keys, given) => {
      context.tally.countCall(connection)
      return connector.lookupMany({ lookup, keys, parameters: given }, callContext(context, path))
    },
    parametersFor: scope => toObject(render(scope), 'with'),
  }
}

const toMatches = (value: Json | undefined): Matches => (value === undefined ? [] : [value])

const toObject = (value: Json | undefined, name: string): JsonObject => {
  if (typeof value === 'object' && value !== null && !isList(value)) return value
  throw new MappingError(`"${name}" must give a map of keys`)
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
