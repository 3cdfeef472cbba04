import type { FlowPlan } from '../compile/flow-plan.js'
import type { JsonObject } from '../json.js'
import type { Connector, ConnectorDescription, ExportPage, ExportRequest } from '../ports/connector.js'
import { fakeConnector } from './fake-connector.js'
import type { FlowTestRun } from './flow-test-spec.js'

/** What a connector has to know to give what a case says. */
export interface PlayedCase {
  readonly plan: FlowPlan
  readonly run: FlowTestRun
  /** Which of a step's writes an item was, counted from 1; another try of it has the same number. */
  numberOf(step: string, key: string): number
}

/** A connector that gives and answers what a test case says, step by step. */
export const playedConnector = (
  { plan, run, numberOf }: PlayedCase,
  description: ConnectorDescription | undefined,
): Connector => ({
  ...fakeConnector(description === undefined ? {} : { description }),
  async *exportPages(request, { step = '' }) {
    const isExport = plan.exports.some(({ name }) => name === step)
    for (const records of pagesOf(plan, run, step))
      yield isExport ? wantedOf(records, request, plan, step) : { records: matching(records, request) }
  },
  lookupMany: async ({ keys }, { step = '' }) => {
    const answers = byStep(run.lookups ?? {}, step) ?? {}
    return keys.map(key => ({
      key,
      matches: toMatches(Object.hasOwn(answers, key) ? answers[key] : undefined),
    }))
  },
  importMany: async ({ items }, { step = '' }) =>
    items.map(({ externalId, idempotencyKey }) => {
      const key = externalId ?? idempotencyKey
      const number = numberOf(step, key)
      const answer = answerOf(run, step, number) ?? { id: `${step}-${number}` }
      return { status: 'written', change: 'created', ref: String(answer['id'] ?? key), answer } as const
    }),
})

/** Tests may name a step by its path, or by its id alone. */
export const byStep = <Value>(values: Readonly<Record<string, Value>>, path: string): Value | undefined => {
  if (Object.hasOwn(values, path)) return values[path]
  const id = path.slice(path.lastIndexOf('/') + 1)
  return Object.hasOwn(values, id) ? values[id] : undefined
}

/** What an export gives, or a `read` step finds. */
const pagesOf = (
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
