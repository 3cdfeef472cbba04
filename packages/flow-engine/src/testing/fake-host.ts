import type { FlowPlan } from '../compile/flow-plan.js'
import type { Failure } from '../failures/failure.js'
import { FailureError } from '../failures/failure-error.js'
import type { JsonObject } from '../json.js'
import type {
  CallContext,
  Connector,
  ConnectorDescription,
  ExportPage,
  ExportRequest,
} from '../ports/connector.js'
import type { Hook, HookResult, Hooks } from '../ports/hooks.js'
import { fakeConnector } from './fake-connector.js'
import type { FlowTestFailure, FlowTestRun } from './flow-test-spec.js'

/** What the systems of one test run give, and what was asked of them. */
export interface FakeSystems {
  readonly connections: Readonly<Record<string, Connector>>
  readonly hooks: Hooks
  /** What each import was given first, by the step's path. */
  readonly payloads: Readonly<Record<string, readonly JsonObject[]>>
  readonly requests: readonly ExportRequest[]
}

export const fakeSystems = (
  plan: FlowPlan,
  run: FlowTestRun,
  descriptions: readonly ConnectorDescription[],
  hooks: Hooks,
): FakeSystems => {
  const payloads: Record<string, JsonObject[]> = {}
  const requests: ExportRequest[] = []
  const written = new Map<string, number>()
  const failureOf = createFailures(run)

  const connect = (connector: string): Connector => {
    const description = descriptions.find(candidate => candidate.name === connector)
    const base = fakeConnector(description === undefined ? {} : { description })
    return {
      ...base,
      // What a system throws, the fake one says itself.
      toFailure: error => (error instanceof FailureError ? error.failure : base.toFailure(error)),
      async *exportPages(request, { step = '' }) {
        const isExport = plan.exports.some(({ name }) => name === step)
        if (isExport) requests.push(request)
        for (const records of pagesOf(plan, run, step))
          yield isExport ? wantedOf(records, request, plan, step) : { records: matching(records, request) }
        const failure = failureOf(step, '')
        if (failure !== undefined) throw new FailureError(failure)
      },
      lookupMany: async ({ keys }, { step = '' }) => {
        const failing = keys.map(key => failureOf(step, key)).find(failure => failure !== undefined)
        if (failing !== undefined) throw new FailureError(failing)
        const answers = byStep(run.lookups ?? {}, step) ?? {}
        return keys.map(key => ({
          key,
          matches: toMatches(Object.hasOwn(answers, key) ? answers[key] : undefined),
        }))
      },
      importMany: async ({ items }, context) => {
        const step = stepOf(context)
        return items.map(item => {
          const key = item.externalId ?? item.idempotencyKey
          const count = (written.get(`${step} ${key}`) ?? 0) + 1
          written.set(`${step} ${key}`, count)
          const { payload, externalId } = item
          if (count === 1)
            payloads[step] = [
              ...(payloads[step] ?? []),
              { ...payload, ...(externalId === undefined ? {} : { externalId }) },
            ]
          const failure = failureOf(step, key)
          if (failure !== undefined) return { status: 'failed', failure } as const
          const number = payloads[step]?.length ?? 0
          const answer = answerOf(run, step, number) ?? { id: `${step}-${number}` }
          return { status: 'written', change: 'created', ref: String(answer['id'] ?? key), answer } as const
        })
      },
    }
  }
  const connections = Object.fromEntries(
    Object.entries(plan.connections).map(([name, { connector }]) => [name, connect(connector)]),
  )
  return { connections, hooks: { ...hooks, ...fakeHooks(run) }, payloads, requests }
}

const stepOf = ({ step = '' }: CallContext): string => step

/** Tests may name a step by its path, or by its id alone. */
export const byStep = <Value>(values: Readonly<Record<string, Value>>, path: string): Value | undefined => {
  if (Object.hasOwn(values, path)) return values[path]
  const id = path.slice(path.lastIndexOf('/') + 1)
  return Object.hasOwn(values, id) ? values[id] : undefined
}

export const pagesOf = (
  plan: FlowPlan,
  { records, pages, exports }: FlowTestRun,
  name: string,
): readonly (readonly JsonObject[])[] => {
  const own = exports === undefined ? undefined : byStep(exports, name)
  if (own !== undefined) return 'pages' in own ? own.pages : [own]
  if (plan.exports[0]?.name !== name) return []
  return pages ?? [records ?? []]
}

const wantedOf = (
  records: readonly JsonObject[],
  { ids }: ExportRequest,
  plan: FlowPlan,
  name: string,
): ExportPage => {
  const idField = plan.exports.find(candidate => candidate.name === name)?.idField ?? 'id'
  return {
    records: ids === undefined ? records : records.filter(record => ids.includes(String(record[idField]))),
  }
}

/** What a `read` step finds: records without a field that `where` names belong to every record. */
const matching = (records: readonly JsonObject[], { where }: ExportRequest): readonly JsonObject[] =>
  records.filter(record =>
    Object.entries(where).every(([field, value]) => !Object.hasOwn(record, field) || record[field] === value),
  )

/** Failures by step, each as often as the case says for one key. */
const createFailures = ({ failures = {} }: FlowTestRun) => {
  const tries = new Map<FlowTestFailure, Map<string, number>>()
  return (step: string, key: string): Failure | undefined => {
    const rules = byStep(failures, step) ?? []
    for (const rule of 'kind' in rules ? [rules] : rules) {
      if (rule.of !== undefined && !key.includes(rule.of)) continue
      const triesOfRule = tries.get(rule) ?? new Map<string, number>()
      tries.set(rule, triesOfRule)
      const count = (triesOfRule.get(key) ?? 0) + 1
      triesOfRule.set(key, count)
      if (rule.times !== undefined && count > rule.times) continue
      const { kind, message, outcomeUnknown } = rule
      return { kind, message, ...(outcomeUnknown ? { outcomeUnknown } : {}) }
    }
    return undefined
  }
}

const answerOf = ({ answers = {} }: FlowTestRun, step: string, number: number): JsonObject | undefined => {
  const given = byStep(answers, step)
  return isList(given) ? (given[number - 1] ?? given.at(-1)) : given
}

const toMatches = (answer: JsonObject | readonly JsonObject[] | undefined): readonly JsonObject[] => {
  if (answer === undefined) return []
  return isList(answer) ? answer : [answer]
}

const isList = (value: JsonObject | readonly JsonObject[] | undefined): value is readonly JsonObject[] =>
  Array.isArray(value)

const fakeHooks = ({ hooks = {} }: FlowTestRun): Hooks =>
  Object.fromEntries(
    Object.entries(hooks).map(([name, results]): [string, Hook] => {
      let next = 0
      const run = (): HookResult => {
        const result = results[next] ?? {}
        next += 1
        return result
      }
      return [name, { over: 'record', summary: 'As the test says.', run }]
    }),
  )
