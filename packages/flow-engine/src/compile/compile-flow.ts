import { parseDuration } from '../check/duration.js'
import type { FlowSpec } from '../check/flow-spec.js'
import type { JsonObject } from '../json.js'
import type { ConnectorDescription } from '../ports/connector.js'
import { splitReference } from '../steps/step-definition.js'
import { checkSettings, type SettingProblem } from './check-settings.js'
import { compileOnFailure, withDefaultRules } from './compile-on-failure.js'
import type { CursorPlan, ExportPlan, FlowPlan, TriggerPlan } from './flow-plan.js'

export interface CompileFlowOptions {
  /** Values for the flow's settings. */
  readonly settings?: JsonObject
  /** The account behind each of the flow's connections: its short key. */
  readonly connections: { readonly [name: string]: { readonly key: string } }
  readonly connectors: readonly ConnectorDescription[]
  /** Names this instance of the flow; cursors and locks are kept under it. The flow's name when left out. */
  readonly instance?: string
}

export interface FlowCompilation {
  readonly plan?: FlowPlan
  readonly problems: readonly SettingProblem[]
}

/** Binds a checked flow to settings and accounts. What comes out is ready to run. */
export const compileFlow = (spec: FlowSpec, options: CompileFlowOptions): FlowCompilation => {
  const { settings, problems } = checkSettings(spec.settingsSchema, options.settings ?? {})
  const unbound = Object.keys(spec.connections)
    .filter(name => options.connections[name] === undefined)
    .map(name => ({
      path: ['connections', name],
      problem: `the flow's connection "${name}" has no account`,
      next: `bind it under "connections:" to a ${spec.connections[name] ?? ''} account`,
    }))
  if (problems.length > 0 || unbound.length > 0) return { problems: [...unbound, ...problems] }

  const connections = Object.fromEntries(
    Object.entries(spec.connections).map(([name, connector]) => [
      name,
      { connector, key: options.connections[name]?.key ?? '' },
    ]),
  )
  const plan: FlowPlan = {
    flow: options.instance ?? spec.flow,
    summary: spec.summary,
    settings,
    connections,
    triggers: spec.triggers.map(compileTrigger),
    export: compileExport(spec, options.connectors),
    steps: spec.steps.map(({ id, at, step }) =>
      step.compile({
        base: {
          id,
          at,
          onFailure: compileOnFailure(step.onFailure),
          ...(step.when === undefined ? {} : { when: step.when }),
        },
      }),
    ),
    onFailure: withDefaultRules(compileOnFailure(spec.onFailure)),
    concurrency: spec.concurrency,
    pagesInFlight: spec.pagesInFlight,
  }
  return { plan, problems: [] }
}

const compileTrigger = (trigger: FlowSpec['triggers'][number]): TriggerPlan => {
  if ('every' in trigger) return { kind: 'every', everyMs: parseDuration(trigger.every) ?? 0 }
  if ('cron' in trigger) return { kind: 'cron', pattern: trigger.cron, timeZone: trigger.timezone ?? 'UTC' }
  const [connection, topic] = splitReference(trigger.webhook)
  return { kind: 'webhook', connection, topic }
}

const compileExport = (spec: FlowSpec, connectors: readonly ConnectorDescription[]): ExportPlan => {
  const { from, where, traceKey, refetch, pageSize } = spec.export
  const [connection, resource] = splitReference(from)
  const description = connectors.find(({ name }) => name === spec.connections[connection])?.resources[
    resource
  ]
  const cursor = compileCursor(spec, description?.cursorFields ?? {})
  return {
    connection,
    resource,
    where,
    traceKey,
    refetch,
    idField: description?.idField ?? 'id',
    ...(cursor === undefined ? {} : { cursor }),
    ...(pageSize === undefined ? {} : { pageSize }),
  }
}

const compileCursor = (
  spec: FlowSpec,
  forms: ConnectorDescription['resources'][string]['cursorFields'],
): CursorPlan | undefined => {
  const { cursor } = spec.export
  if (cursor === undefined) return undefined
  return {
    field: cursor.field,
    form: forms[cursor.field] ?? 'epoch-seconds',
    overlapMs: parseDuration(cursor.overlap) ?? 0,
  }
}
