import type { Diagnostic } from './diagnostic.js'
import { suggest } from './nearest-word.js'
import type { FlowOutline, FlowReference } from './outline-flow.js'

/** A flow as a project runs it. */
export interface FlowInstance {
  /** Its name in the project. */
  readonly instance: string
  readonly outline: FlowOutline
  /** The accounts that it works on, by their names in the project. */
  readonly accounts: readonly string[]
}

/** What the names of other flows mean for one instance: `instances` of `compileFlow`. */
export type FlowLinks = Readonly<Record<string, string>>

export interface LinkedFlows {
  readonly links: ReadonlyMap<string, FlowLinks>
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Finds what flows of a project mean where they name others under `then` and `keepBehind`.
 *
 * A name is that of a flow, and means the instance that works on the same accounts; or it is an instance's own. Circles are refused:
 * a flow that starts itself never ends, and flows that keep behind each other never begin.
 */
export const linkFlows = (instances: readonly FlowInstance[]): LinkedFlows => {
  const diagnostics: Diagnostic[] = []
  const links = new Map<string, FlowLinks>()
  const edges = new Map<string, readonly Edge[]>()
  for (const from of instances) {
    const found = from.outline.names.flatMap(reference => {
      const meaning = meaningOf(reference, from, instances)
      if ('problem' in meaning) {
        diagnostics.push(toDiagnostic(reference, meaning))
        return []
      }
      return [{ reference, ...meaning }]
    })
    links.set(from.instance, Object.fromEntries(found.map(({ reference, cursor }) => [reference.to, cursor])))
    edges.set(from.instance, found)
  }
  for (const { instance } of instances)
    for (const edge of edges.get(instance) ?? []) {
      const way = wayBack(edge, instance, edges)
      if (way !== undefined) diagnostics.push(toDiagnostic(edge.reference, circle(edge, [instance, ...way])))
    }
  return { links, diagnostics: distinct(diagnostics) }
}

interface Edge {
  readonly reference: FlowReference
  readonly instance: string
  /** The instance, or the cursor of one of its exports. */
  readonly cursor: string
}

interface Trouble {
  readonly problem: string
  readonly next: string
  readonly code?: Diagnostic['code']
  readonly severity?: Diagnostic['severity']
}

const meaningOf = (
  { key, to }: FlowReference,
  from: FlowInstance,
  instances: readonly FlowInstance[],
): Omit<Edge, 'reference'> | Trouble => {
  const slash = key === 'keepBehind' ? to.indexOf('/') : -1
  const name = slash < 0 ? to : to.slice(0, slash)
  const target = nearestOf(name, from, instances)
  if (target === undefined) return unknown(key, name, from, instances)
  const { instance, outline } = target
  if (key === 'then') return { instance, cursor: instance }

  const wanted = slash < 0 ? undefined : to.slice(slash + 1)
  const named = outline.exports.flatMap(one => one.name ?? [])
  if (wanted === undefined && named.length > 1)
    return {
      problem: `"${name}" has several exports, each with its own cursor`,
      next: `say which: ${named.map(one => `${name}/${one}`).join(' or ')}`,
    }
  const kept = wanted === undefined ? outline.exports[0] : outline.exports.find(one => one.name === wanted)
  if (kept === undefined)
    return {
      code: 'unknown-name',
      problem: `"${name}" has no export "${wanted ?? ''}"`,
      next: named.length === 0 ? `write "${name}" alone` : suggest(wanted ?? '', named),
    }
  if (!kept.hasCursor)
    return {
      problem: `"${to}" has no cursor that another could keep behind`,
      next: 'give it one, or name another flow',
    }
  return { instance, cursor: kept.name === undefined ? instance : `${instance}/${kept.name}` }
}

/** Of the instances of a flow, the one that shares most accounts; else the instance of that name. */
const nearestOf = (
  name: string,
  { accounts }: FlowInstance,
  instances: readonly FlowInstance[],
): FlowInstance | undefined => {
  const shared = (other: FlowInstance): number =>
    other.accounts.filter(account => accounts.includes(account)).length
  const [nearest] = instances
    .filter(({ outline }) => outline.flow === name)
    .sort((left, right) => shared(right) - shared(left))
  return nearest ?? instances.find(({ instance }) => instance === name)
}

/** Shipped flows name each other, and a project need not have all of them; but what keeps behind nothing overtakes everything. */
const unknown = (
  key: FlowReference['key'],
  name: string,
  from: FlowInstance,
  instances: readonly FlowInstance[],
): Trouble => {
  const known = new Set(instances.flatMap(({ instance, outline }) => [outline.flow, instance]))
  known.delete(from.instance)
  known.delete(from.outline.flow)
  return {
    code: 'unknown-name',
    severity: key === 'then' ? 'warning' : 'error',
    problem:
      key === 'then'
        ? `the project has no flow "${name}", so nothing runs after "${from.instance}" here`
        : `the project has no flow "${name}" to keep behind`,
    next: known.size === 0 ? 'add it to the project, or take the name out' : suggest(name, [...known]),
  }
}

/** The flows from an edge back to where it began; undefined when none leads there. */
const wayBack = (
  first: Edge,
  start: string,
  edges: ReadonlyMap<string, readonly Edge[]>,
): readonly string[] | undefined => {
  const seen = new Set<string>()
  const follow = (at: string): readonly string[] | undefined => {
    if (at === start) return [at]
    if (seen.has(at)) return undefined
    seen.add(at)
    for (const { reference, instance } of edges.get(at) ?? []) {
      const way = reference.key === first.reference.key ? follow(instance) : undefined
      if (way !== undefined) return [at, ...way]
    }
    return undefined
  }
  return follow(first.instance)
}

const circle = ({ reference: { key } }: Edge, way: readonly string[]): Trouble =>
  key === 'then'
    ? { problem: `"then" leads back to where it began: ${way.join(' → ')}`, next: 'take one of them out' }
    : {
        problem: `flows that keep behind each other never read: ${way.join(' → ')}`,
        next: 'take one of them out',
      }

const toDiagnostic = (
  { at }: FlowReference,
  { problem, next, code = 'wrong-value', severity = 'error' }: Trouble,
): Diagnostic => ({ code, severity, ...at, problem, next })

/** Instances of one flow have its mistakes in common. */
const distinct = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(diagnostics.map(found => [JSON.stringify(found), found])).values(),
]
