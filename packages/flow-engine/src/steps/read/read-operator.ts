import type { ReadPlan } from '../../compile/flow-plan.js'
import { compileTemplate } from '../../expressions/compile-template.js'
import { FailureError } from '../../failures/failure-error.js'
import type { Json, JsonObject } from '../../json.js'
import { callContext, connectionOf, type RunContext } from '../../pipeline/run-context.js'
import { type Traveller, withAnswer } from '../../pipeline/traveller.js'
import type { ExportPage } from '../../ports/connector.js'
import {
  applyHookResult,
  attemptHook,
  createHookInput,
  hookContextOf,
  noSuchHook,
} from '../hook/call-hook.js'
import { perRecord } from '../per-record.js'
import type { OpenStep } from '../step-operator.js'

export const openRead: OpenStep<ReadPlan> = (plan, context) => {
  const renderWhere = compileTemplate(plan.where)
  const finish = createFinish(plan, context)
  return perRecord(plan, context, async traveller => {
    const where = renderWhere(traveller.scope)
    const pages = connectionOf(context, plan.connection).exportPages(
      {
        resource: plan.resource,
        where: isObject(where) ? where : {},
        ...(plan.pageSize === undefined ? {} : { pageSize: plan.pageSize }),
      },
      callContext(context, plan.path),
    )
    return finish(traveller, counted(pages, plan, context))
  })
}

/** Pages, each counted as a call and its warnings passed on. */
async function* counted(
  pages: AsyncIterable<ExportPage>,
  { connection }: ReadPlan,
  { tally }: RunContext,
): AsyncGenerator<readonly JsonObject[]> {
  for await (const { records, warnings = [] } of pages) {
    tally.countCall(connection)
    for (const warning of warnings) tally.warn(warning)
    yield records
  }
}

type Finish = (traveller: Traveller, pages: AsyncIterable<readonly JsonObject[]>) => Promise<Traveller>

const createFinish = (plan: ReadPlan, context: RunContext): Finish =>
  plan.into.kind === 'hook' ? intoHook({ ...plan, ...plan.into }, context) : intoList(plan, plan.into)

const intoHook = (
  plan: Pick<ReadPlan, 'id' | 'path'> & Extract<ReadPlan['into'], { kind: 'hook' }>,
  context: RunContext,
): Finish => {
  const toInput = createHookInput(plan)
  const hook = context.host.hooks[plan.hook]
  return async (traveller, pages) => {
    if (hook?.over !== 'pages') throw noSuchHook(plan)
    const reader = await attemptHook(plan, () => hook.open(toInput(traveller), hookContextOf(context)))
    // What reading throws is the other system's failure, not the hook's.
    for await (const records of pages) await attemptHook(plan, () => reader.page(records))
    return applyHookResult(plan, traveller, await attemptHook(plan, () => reader.end()))
  }
}

const intoList = (
  { id, resource }: ReadPlan,
  { gather, atMost }: Extract<ReadPlan['into'], { kind: 'list' }>,
): Finish => {
  const render = gather === undefined ? undefined : compileTemplate(gather)
  return async (traveller, pages) => {
    const { scope } = traveller
    const list: Json[] = []
    for await (const records of pages) {
      if (list.length + records.length > atMost)
        throw new FailureError({
          kind: 'too-large',
          message: `${resource} gives more than ${atMost} records here`,
          hint: 'Narrow "where", raise "atMost", or let a function see them page by page ("run").',
        })
      for (const record of records)
        list.push(
          render === undefined ? record : (render({ ...scope, record, parent: scope.record }) ?? null),
        )
    }
    return withAnswer(traveller, id, list)
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
