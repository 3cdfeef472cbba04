import type { FlowPlan } from '../compile/flow-plan.js'
import type { Failure } from '../failures/failure.js'
import type { JsonObject } from '../json.js'
import type { Connector, ConnectorDescription, ExportRequest, ImportItem } from '../ports/connector.js'
import type { Hook, HookResult, Hooks } from '../ports/hooks.js'
import type { FlowTestFailure, FlowTestRun } from './flow-test-spec.js'
import { byStep, playedConnector } from './played-connector.js'
import type { TestWorld } from './test-world.js'
import { watchConnector } from './watch-connector.js'

/** What one test run is connected to, and what was asked of it. */
export interface TestSystems {
  readonly connections: Readonly<Record<string, Connector>>
  readonly hooks: Hooks
  /** What each import was given first, by the step's path. */
  readonly payloads: Readonly<Record<string, readonly JsonObject[]>>
  /** What the exports were asked for, in order. */
  readonly requests: readonly ExportRequest[]
  /** What the exports gave, in order, each with the export's name. */
  readonly exported: readonly { readonly name: string; readonly record: JsonObject }[]
}

export interface TestSystemsOptions {
  readonly plan: FlowPlan
  readonly run: FlowTestRun
  readonly descriptions: readonly ConnectorDescription[]
  readonly hooks: Hooks
  /** Real systems behind some of the connections; the case plays the others. */
  readonly world?: TestWorld | undefined
}

export const openTestSystems = ({
  plan,
  run,
  descriptions,
  hooks,
  world,
}: TestSystemsOptions): TestSystems => {
  const payloads: Record<string, JsonObject[]> = {}
  const requests: ExportRequest[] = []
  const exported: { readonly name: string; readonly record: JsonObject }[] = []
  const keysByStep = new Map<string, string[]>()
  const isExport = (step: string): boolean => plan.exports.some(({ name }) => name === step)

  const watch = {
    onExport: (step: string, request: ExportRequest) => {
      if (isExport(step)) requests.push(request)
    },
    onRecords: (step: string, records: readonly JsonObject[]) => {
      if (isExport(step)) exported.push(...records.map(record => ({ name: step, record })))
    },
    onImport: (step: string, { payload, externalId, idempotencyKey }: ImportItem) => {
      const keys = keysByStep.get(step) ?? []
      keysByStep.set(step, keys)
      const key = externalId ?? idempotencyKey
      if (keys.includes(key)) return
      keys.push(key)
      const own = externalId === undefined ? payload : { ...payload, externalId }
      payloads[step] = [...(payloads[step] ?? []), own]
    },
    failureOf: createFailures(run),
  }
  const played = {
    plan,
    run,
    numberOf: (step: string, key: string) => (keysByStep.get(step)?.indexOf(key) ?? -1) + 1,
  }
  const connect = (connection: string, connector: string): Connector =>
    world?.connections[connection] ??
    playedConnector(
      played,
      descriptions.find(({ name }) => name === connector),
    )
  const connections = Object.fromEntries(
    Object.entries(plan.connections).map(([name, { connector }]) => [
      name,
      watchConnector(connect(name, connector), watch),
    ]),
  )
  return { connections, hooks: { ...hooks, ...playedHooks(run) }, payloads, requests, exported }
}

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

const playedHooks = ({ hooks = {} }: FlowTestRun): Hooks =>
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
