import { from, lastValueFrom, toArray } from 'rxjs'
import type { ExportPlan, ImportPlan, MarkPlan } from '../compile/flow-plan.js'
import { unchanged } from './leave-out-settled.js'
import type { RunContext } from './run-context.js'
import { toMembers } from './settle-travellers.js'
import type { Traveller } from './traveller.js'

/**
 * Marks records in their source once what became of them is kept.
 *
 * In this order nothing is lost: a record that could not be marked is read again by the next run, which finds it done.
 */
export const createMarker = (context: RunContext): ((settled: readonly Traveller[]) => Promise<void>) => {
  const marks = new Map(
    context.plan.exports.flatMap(plan =>
      plan.once === undefined ? [] : [[plan.name, [toImport(plan, plan.once)]] as const],
    ),
  )
  if (marks.size === 0) return async () => undefined
  return async settled => {
    const done = settled.flatMap(toMembers).filter(isDone)
    for (const [name, steps] of marks) {
      const own = done.filter(({ exportName }) => exportName === name).map(toUnmarked)
      const marked = await lastValueFrom(from(own).pipe(context.open(steps), toArray()))
      for (const { traceKey, outcome } of marked) {
        if (outcome?.status !== 'failed') continue
        const message = `${traceKey} is done but could not be marked in its source, so the next run reads it again: ${outcome.failure.message}`
        context.tally.warn(message)
        context.host.observer.observe({ type: 'warning', runId: context.runId, message })
      }
    }
  }
}

/** Skipped ones are looked at again: the flow's settings may change. */
const isDone = ({ outcome, abandoned }: Traveller): boolean =>
  abandoned !== true &&
  (outcome === undefined ||
    outcome.status === 'written' ||
    (outcome.status === 'skipped' && outcome.reason === unchanged))

const toUnmarked = ({ outcome: _, ...traveller }: Traveller): Traveller => ({
  ...traveller,
  scope: { ...traveller.scope, record: traveller.original },
})

const toImport = (
  { name, traceKey }: ExportPlan,
  { connection, target, operation, ref, externalId, payload }: MarkPlan,
): ImportPlan => ({
  kind: 'import',
  id: 'mark',
  path: `${name}/mark`,
  at: { file: '', line: 1, column: 1 },
  onFailure: {},
  connection,
  target,
  operation,
  ifExists: 'keep',
  ifMissing: 'fail',
  idempotencyKey: `mark-${traceKey}`,
  payload,
  immutable: [],
  blanks: 'keep',
  batch: 1,
  ...(ref === undefined ? {} : { ref }),
  ...(externalId === undefined ? {} : { externalId }),
})
