import { from, lastValueFrom, mergeMap, toArray } from 'rxjs'
import type { GroupPlan } from '../compile/flow-plan.js'
import { compileExpression } from '../expressions/compile-expression.js'
import { compileTemplate } from '../expressions/compile-template.js'
import { MappingError } from '../expressions/mapping-error.js'
import type { Json } from '../json.js'
import { settleFailure } from './guard-step.js'
import type { RunContext } from './run-context.js'
import { isUnderway, skipped, type Traveller } from './traveller.js'

/** What a page leaves behind when its records have come to the group step. */
export interface GroupedPage {
  /** Ended before or at the step; settled now. */
  readonly ended: readonly Traveller[]
  /** Groups that are complete, and records that the step's `when` leaves ungrouped: they go on. */
  readonly goingOn: readonly Traveller[]
}

/** The records of a run that wait for the rest of their group. */
export interface HeldGroups {
  /** Takes a page's records, in the order in which they were read. */
  add(page: readonly Traveller[]): Promise<GroupedPage>
  /** All that is held, when the export has come to its end. */
  closeAll(): readonly Traveller[]
  /** Lets go of what is held, when the run has stopped before the end: it is read again. */
  abandonAll(): readonly Traveller[]
}

interface OpenGroup {
  readonly key: string
  readonly part: number
  readonly members: Map<string, Traveller>
}

export const createHeldGroups = (plan: GroupPlan, context: RunContext): HeldGroups => {
  const when = plan.when === undefined ? () => true : compileExpression(plan.when)
  const by = compileExpression(plan.by)
  const gather = plan.gather === undefined ? undefined : compileTemplate(plan.gather)
  const counts = context.tally.step(plan.path)
  /** In the order of their first member: the first is the oldest. */
  const open = new Map<string, OpenGroup>()
  const groupOfMember = new Map<string, OpenGroup>()

  const close = (group: OpenGroup): Traveller => {
    if (open.get(group.key) === group) open.delete(group.key)
    const members = [...group.members.values()]
    for (const { traceKey } of members) groupOfMember.delete(traceKey)
    counts.wentOn += members.length
    return toGroupTraveller(group, members)
  }

  const toGroupTraveller = ({ key, part }: OpenGroup, members: readonly Traveller[]): Traveller => {
    const [first] = members
    if (first === undefined) throw new TypeError('a group has a member')
    const records = members.map(
      ({ scope }): Json => (gather === undefined ? scope.record : (gather(scope) ?? null)),
    )
    return {
      traceKey: key,
      original: {},
      fingerprint: '',
      exportName: first.exportName,
      scope: { ...first.scope, record: { key, part, count: members.length, records }, steps: {} },
      writes: [],
      exchanges: [],
      members,
    }
  }

  /** Answers with the older version where the record is held already. */
  const replaceHeld = (traveller: Traveller): Traveller | undefined => {
    const group = groupOfMember.get(traveller.traceKey)
    const held = group?.members.get(traveller.traceKey)
    if (group === undefined || held === undefined) return undefined
    if ((held.versionMs ?? 0) > (traveller.versionMs ?? 0)) return traveller
    group.members.delete(held.traceKey)
    groupOfMember.delete(held.traceKey)
    if (group.members.size === 0) open.delete(group.key)
    return held
  }

  const hold = (traveller: Traveller, key: string): readonly Traveller[] => {
    const closed: Traveller[] = []
    if (plan.over === 'adjacent')
      for (const group of [...open.values()]) if (group.key !== key) closed.push(close(group))
    const earlier = open.get(key)
    let group = earlier ?? { key, part: nextPart(key), members: new Map() }
    if (group.members.size >= plan.size) {
      closed.push(close(group))
      group = { key, part: nextPart(key), members: new Map() }
    }
    open.set(key, group)
    group.members.set(traveller.traceKey, traveller)
    groupOfMember.set(traveller.traceKey, group)
    const [oldest] = open.values()
    if (groupOfMember.size > plan.holdAtMost && oldest !== undefined) closed.push(close(oldest))
    return closed
  }

  /** Only keys that were closed before their end have further parts, so few are remembered. */
  const parts = new Map<string, number>()
  const nextPart = (key: string): number => {
    const part = (parts.get(key) ?? 0) + 1
    parts.set(key, part)
    return part
  }

  const closeAll = (): readonly Traveller[] => [...open.values()].map(close)

  return {
    add: async page => {
      const ended = page.filter(traveller => !isUnderway(traveller))
      const goingOn: Traveller[] = []
      const failing = page.filter(isUnderway).flatMap(traveller => {
        counts.came += 1
        try {
          if (when(traveller.scope) !== true) {
            counts.wentOn += 1
            goingOn.push(traveller)
            return []
          }
          const key = toKey(by(traveller.scope))
          const older = replaceHeld(traveller)
          if (older !== undefined) {
            counts.skipped += 1
            ended.push(skipped(older, plan.path, 'a newer version of it was read in the same run'))
          }
          if (older !== traveller) goingOn.push(...hold(traveller, key))
          return []
        } catch (error) {
          return [settleFailure(traveller, plan, context, error)]
        }
      })
      if (plan.over === 'page') goingOn.push(...closeAll())
      const settled = await lastValueFrom(
        from(failing).pipe(
          mergeMap(traveller => traveller),
          toArray(),
        ),
      )
      for (const traveller of settled) {
        if (traveller.abandoned === true) counts.abandoned += 1
        else if (traveller.outcome?.status === 'failed') counts.failed += 1
        else if (traveller.outcome?.status === 'skipped') counts.skipped += 1
        else counts.wentOn += 1
        ;(isUnderway(traveller) ? goingOn : ended).push(traveller)
      }
      return { ended, goingOn }
    },
    closeAll,
    abandonAll: () => {
      const held = [...open.values()].flatMap(({ members }) => [...members.values()])
      counts.abandoned += held.length
      open.clear()
      groupOfMember.clear()
      return held.map(traveller => ({ ...traveller, abandoned: true }))
    },
  }
}

const toKey = (key: unknown): string => {
  if (typeof key === 'string') return key
  if (typeof key === 'number' || typeof key === 'bigint' || typeof key === 'boolean') return String(key)
  throw new MappingError('"by" must give text or a number; join several with string() and "-"')
}
