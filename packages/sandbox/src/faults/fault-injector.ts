import type { Random } from '../random.js'
import type { SystemKey } from '../sandbox-system.js'
import { type Fault, type FaultRule, type FaultRuleInput, faultRule } from './fault-rule.js'
import { toPathPattern } from './path-pattern.js'

/** A call, as far as a fault rule looks at it. */
export interface FaultTarget {
  readonly system: SystemKey
  readonly account: string | undefined
  readonly method: string
  readonly path: string
}

export interface StruckFault {
  readonly ruleId: string
  readonly fault: Fault
}

export interface FaultRuleStatus extends FaultRule {
  readonly id: string
  /** How many calls matched, and how many of them were struck. */
  readonly matched: number
  readonly struck: number
}

/** Decides which calls go wrong. The same seed and the same calls per rule give the same draws. */
export interface FaultInjector {
  /** Adds a rule after the others and gives its id. A rule with a known id takes the old one's place. */
  add(rule: FaultRuleInput): string
  remove(ruleId: string): boolean
  clear(): void
  list(): readonly FaultRuleStatus[]
  strike(target: FaultTarget): StruckFault | undefined
}

interface ArmedRule {
  readonly id: string
  readonly rule: FaultRule
  readonly pattern: RegExp | undefined
  readonly random: Random
  matched: number
  struck: number
}

export const createFaultInjector = (random: Random, rules: readonly FaultRuleInput[] = []): FaultInjector => {
  const armed = new Map<string, ArmedRule>()
  let named = 0

  const add = (input: FaultRuleInput): string => {
    const rule = faultRule.parse(input)
    named += 1
    const id = rule.id ?? `fault-${named}`
    armed.set(id, {
      id,
      rule,
      pattern: rule.path === undefined ? undefined : toPathPattern(rule.path),
      random: random.fork(id),
      matched: 0,
      struck: 0,
    })
    return id
  }
  rules.forEach(add)

  return {
    add,
    remove: ruleId => armed.delete(ruleId),
    clear: () => armed.clear(),
    list: () =>
      [...armed.values()].map(({ id, rule, matched, struck }) => ({ ...rule, id, matched, struck })),
    strike: target => {
      for (const entry of armed.values()) {
        if (!matches(entry, target)) continue
        entry.matched += 1
        if (strikes(entry)) {
          entry.struck += 1
          return { ruleId: entry.id, fault: entry.rule.fault }
        }
      }
      return undefined
    },
  }
}

const matches = ({ rule, pattern }: ArmedRule, target: FaultTarget): boolean =>
  (rule.system === undefined || rule.system === target.system) &&
  (rule.account === undefined || rule.account === target.account) &&
  (rule.method === undefined || rule.method.toUpperCase() === target.method) &&
  (pattern === undefined || pattern.test(target.path))

const strikes = ({ rule, random, matched, struck }: ArmedRule): boolean => {
  // Drawn for every matching call, so that `skip` and `count` do not shift the draws of later ones.
  const drawn = random.chance(rule.probability)
  return drawn && matched > rule.skip && (rule.count === undefined || struck < rule.count)
}
