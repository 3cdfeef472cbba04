import { parseDuration } from '../check/duration.js'
import { settingDuration } from '../check/export-spec.js'
import { type FlowFiles, noFiles } from '../check/flow-files.js'
import type { FlowSpec, LocatedExport } from '../check/flow-spec.js'
import type { JsonObject } from '../json.js'
import type { ConnectorDescription, ResourceDescription } from '../ports/connector.js'
import { splitReference } from '../steps/step-definition.js'
import { checkSettings, type SettingProblem } from './check-settings.js'
import { compileOnFailure, withDefaultRules } from './compile-on-failure.js'
import { compileRecoveries, compileSteps, type StepsAround } from './compile-steps.js'
import type { CursorPlan, ExportPlan, FlowPlan, MarkPlan, TriggerPlan } from './flow-plan.js'

export interface CompileFlowOptions {
  /** Values for the flow's settings. */
  readonly settings?: JsonObject
  /** The account behind each of the flow's connections: its short key. */
  readonly connections: { readonly [name: string]: { readonly key: string } }
  readonly connectors: readonly ConnectorDescription[]
  /** Names this instance of the flow; cursors and locks are kept under it. The flow's name when left out. */
  readonly instance?: string
  /** What the names under `then` and `keepBehind` mean, as `linkFlows` finds it. Without it they are taken as they are. */
  readonly instances?: { readonly [flow: string]: string }
  /** Reads the files that the flow names: as for `checkFlow`. */
  readonly files?: FlowFiles
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
  const around: StepsAround = {
    files: options.files ?? noFiles,
    connectors: options.connectors,
    prefix: [],
    rules: {},
  }
  const onFailure = compileOnFailure(spec.onFailure, compileRecoveries(spec.recoveries, around, []))
  const plan: FlowPlan = {
    flow: options.instance ?? spec.flow,
    summary: spec.summary,
    settings,
    connections,
    triggers: spec.triggers.map(compileTrigger),
    exports: spec.exports.map(exportSpec => compileExport(exportSpec, spec, options, settings)),
    exportOrder: spec.exportOrder,
    steps: compileSteps(spec.steps, around),
    onFailure: withDefaultRules(onFailure),
    concurrency: spec.concurrency,
    priority: spec.priority,
    pagesInFlight: spec.pagesInFlight,
    // What a project does not have cannot run.
    then: spec.then.flatMap(flow =>
      options.instances === undefined ? flow : (options.instances[flow] ?? []),
    ),
  }
  return { plan, problems: [] }
}

const compileTrigger = (trigger: FlowSpec['triggers'][number]): TriggerPlan => {
  if ('every' in trigger) return { kind: 'every', everyMs: parseDuration(trigger.every) ?? 0 }
  if ('cron' in trigger) return { kind: 'cron', pattern: trigger.cron, timeZone: trigger.timezone ?? 'UTC' }
  const [connection, topic] = splitReference(trigger.webhook)
  return { kind: 'webhook', connection, topic }
}

const compileExport = (
  exportSpec: LocatedExport,
  { connections }: FlowSpec,
  { connectors, instances }: CompileFlowOptions,
  settings: JsonObject,
): ExportPlan => {
  const { name, from, where, traceKey, refetch, again, pageSize, limit, ids } = exportSpec
  const [connection, resource] = splitReference(from)
  const description = connectors.find(candidate => candidate.name === connections[connection])?.resources[
    resource
  ]
  return {
    name,
    connection,
    resource,
    where,
    traceKey,
    refetch,
    ...(again ? { again } : {}),
    idField: description?.idField ?? 'id',
    ...(exportSpec.cursor === undefined
      ? {}
      : {
          cursor: compileCursor(
            exportSpec.cursor,
            description?.cursorFields ?? {},
            instances ?? {},
            settings,
          ),
        }),
    ...(exportSpec.once === undefined ? {} : { once: compileMark(exportSpec.once) }),
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(limit === undefined ? {} : { limit }),
    ...(ids === undefined ? {} : { ids }),
  }
}

const compileCursor = (
  { field, overlap, lag, start, end, keepBehind }: NonNullable<LocatedExport['cursor']>,
  forms: ResourceDescription['cursorFields'],
  instances: Readonly<Record<string, string>>,
  settings: JsonObject,
): CursorPlan => ({
  field,
  form: forms[field] ?? 'epoch-seconds',
  overlapMs: parseDuration(overlap) ?? 0,
  lagMs: parseDuration(withSetting(lag, settings)) ?? 0,
  ...(start === undefined ? {} : { start }),
  ...(end === undefined ? {} : { end }),
  ...(keepBehind === undefined ? {} : { keepBehind: instances[keepBehind] ?? keepBehind }),
})

const withSetting = (text: string, settings: JsonObject): string => {
  const named = settingDuration(text)
  return named === undefined ? text : `${String(settings[named.setting] ?? 0)}${named.unit}`
}

const compileMark = ({
  into,
  operation,
  id,
  externalId,
  payload,
}: NonNullable<LocatedExport['once']>): MarkPlan => {
  const [connection, target] = splitReference(into)
  return {
    connection,
    target,
    operation,
    payload,
    ...(id === undefined ? {} : { ref: id }),
    ...(externalId === undefined ? {} : { externalId }),
  }
}
