import { hash } from 'node:crypto'
import { stableJson } from '../expressions/stable-json.js'
import type { Json } from '../json.js'
import type { FlowPlan } from './flow-plan.js'

/** Versions of plans that have been asked for: each run asks, and a plan never changes. */
const known = new WeakMap<FlowPlan, string>()

/** Names what a flow does: another one as soon as a step, a setting or an account is another. Where it is written does not count. */
export const versionOf = (plan: FlowPlan): string => {
  const version = known.get(plan) ?? readVersion(plan)
  known.set(plan, version)
  return version
}

const readVersion = ({ triggers: _, then: __, ...plan }: FlowPlan): string =>
  hash('sha1', stableJson(withoutPlaces(plan))).slice(0, 8)

const withoutPlaces = (plan: Omit<FlowPlan, 'triggers' | 'then'>): Json =>
  JSON.parse(JSON.stringify(plan, (name, value: unknown) => (isPlace(name, value) ? undefined : value)))

/** Where a step is written: `at: { file, line, column }`. */
const isPlace = (name: string, value: unknown): boolean =>
  name === 'at' && typeof value === 'object' && value !== null && 'file' in value && 'column' in value
