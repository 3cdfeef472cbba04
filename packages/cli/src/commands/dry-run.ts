import { writeFileSync } from 'node:fs'
import {
  createMemoryStore,
  type FlowPlan,
  type Json,
  type Outcome,
  type RunEvent,
  type RunFlowOptions,
  runFlow,
  type Store,
} from '@tiktok-ns/flow-engine'
import { stringify } from 'yaml'
import { type ExitCode, exitCode } from '../exit-code.js'
import { openConnections, openHost, openProjectStore, personalNamesOf } from '../project/open-host.js'
import { type Rehearsal, type RehearsedWrite, rehearse } from '../project/rehearse.js'
import type { CommandContext } from './command-context.js'
import { loadPlans, openOwnProject } from './load-plans.js'
import type { RunOptions } from './run.js'
import { toInstant } from './to-instant.js'

export interface DryRunOptions extends RunOptions {
  /** A file for a test of the flow, made from what was read. */
  readonly saveFixtures?: string | undefined
}

/** Runs flows without writing anything, to either system or to the store, and prints what each record would have become. */
export const dryRun = async (
  named: readonly string[],
  projectFile: string,
  { since, until, ids = [], saveFixtures }: DryRunOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const project = openOwnProject(projectFile, context)
  const plans = loadPlans(project, named, context)
  const [from, end] = [toInstant(since, '--since'), toInstant(until, '--until')]
  const bounds: RunFlowOptions = {
    ...(from === undefined ? {} : { fromMs: Date.parse(from) }),
    ...(end === undefined ? {} : { untilMs: Date.parse(end) }),
    ...(ids.length === 0 ? {} : { ids, again: true }),
    signal: context.signal,
  }
  const kept = await openProjectStore(project)
  const results: {
    readonly flow: string
    readonly writes: readonly RehearsedWrite[]
    readonly outcomes: readonly string[]
  }[] = []
  let failed = false
  try {
    for (const plan of plans) {
      const rehearsal = rehearse(openConnections(project), personalNamesOf(project))
      const outcomes: string[] = []
      const observe = (event: RunEvent): void => {
        if (event.type === 'recordSettled') outcomes.push(describe(event.outcome))
      }
      const host = openHost(project, plan.flow, { store: readOnly(kept), connections: rehearsal.connections })
      const report = await runFlow(plan, { ...host, observer: { observe } }, bounds)
      failed ||= report.counts.failed > 0 || report.stoppedBy !== undefined
      results.push({ flow: plan.flow, writes: rehearsal.writes, outcomes })
      if (!context.json) print(plan, rehearsal.writes, outcomes, report.stoppedBy?.message, context)
      if (saveFixtures !== undefined)
        writeFileSync(
          saveFixtures,
          toTest(plan, project.spec.flows[plan.flow]?.connections ?? {}, rehearsal, outcomes),
        )
    }
  } finally {
    await kept.close()
  }
  if (context.json) context.terminal.out(JSON.stringify({ dry: results }))
  return failed ? exitCode.someRecordsFailed : exitCode.done
}

/** Knows what earlier runs have settled, and keeps nothing of this one. */
const readOnly = (kept: Store): Store => ({
  ...createMemoryStore(),
  readCursor: flow => kept.readCursor(flow),
  readVersions: (flow, keys) => kept.readVersions(flow, keys),
})

const print = (
  { flow }: FlowPlan,
  writes: readonly RehearsedWrite[],
  outcomes: readonly string[],
  stopped: string | undefined,
  { terminal }: CommandContext,
): void => {
  terminal.out(`${flow}: nothing was written`)
  for (const write of writes) {
    terminal.out(
      `  would ${wordsFor(write)} ${write.target}${write.externalId === undefined ? '' : ` ${write.externalId}`}`,
    )
    for (const line of stringify(write.payload).trimEnd().split('\n')) terminal.out(`    ${line}`)
  }
  const counts = new Map<string, number>()
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  for (const [outcome, count] of counts) terminal.out(`  ${count} ${outcome}`)
  if (stopped !== undefined) terminal.out(`  stopped: ${stopped}`)
}

const wordsFor = ({ operation, ifExists }: RehearsedWrite): string => {
  if (operation !== 'create') return operation
  if (ifExists === 'update') return 'create, or update where it is there already,'
  return ifExists === 'fail' ? 'create' : 'create, unless it is there already,'
}

const describe = (outcome: Outcome): string => {
  switch (outcome.status) {
    case 'written':
      return 'written'
    case 'skipped':
      return `skipped: ${outcome.reason}`
    case 'failed':
      return `failed: ${outcome.failure.kind}: ${outcome.failure.message}`
    default:
      return outcome satisfies never
  }
}

/** A test of the flow that begins with what was read just now. */
const toTest = (
  plan: FlowPlan,
  bound: Readonly<Record<string, string>>,
  { records, writes, answers }: Rehearsal,
  outcomes: readonly string[],
): string => {
  const lookups: Record<string, Json> = {}
  const payloads: Record<string, Json[]> = {}
  const exports = new Set(plan.exports.map(({ name }) => name))
  const reads = new Map([...records].filter(([step]) => !exports.has(step)))
  for (const { kind, id, connection, lookup, target } of stepsIn(plan)) {
    const found = answers.get(`${bound[connection] ?? ''}.${lookup}`)
    if (kind === 'lookup' && found !== undefined)
      lookups[id] = Object.fromEntries(
        [...found].flatMap(([key, matches]) => (matches.length === 0 ? [] : [[key, matches]])),
      )
    if (kind === 'import')
      payloads[id] = writes.filter(write => write.target === target).map(({ payload }) => payload)
  }
  const test = {
    settings: plan.settings,
    cases: [
      {
        name: 'as read by a dry run',
        records: plan.exports.flatMap(({ name }) => records.get(name) ?? []),
        ...(reads.size === 0 ? {} : { exports: Object.fromEntries(reads) }),
        lookups,
        expect: { outcomes, payloads },
      },
    ],
  }
  return stringify(test)
}

interface StepFacts {
  readonly kind: string
  readonly id: string
  readonly connection: string
  readonly lookup: string
  readonly target: string
}

/** Every step of a plan, those inside other steps too. */
const stepsIn = (value: unknown): readonly StepFacts[] => {
  if (Array.isArray(value)) return value.flatMap(stepsIn)
  if (typeof value !== 'object' || value === null) return []
  const textOf = (name: string): string => {
    const found: unknown = Reflect.get(value, name)
    return typeof found === 'string' ? found : ''
  }
  const below = Object.values(value).flatMap(stepsIn)
  const [kind, id] = [textOf('kind'), textOf('id')]
  return kind === '' || id === ''
    ? below
    : [
        { kind, id, connection: textOf('connection'), lookup: textOf('lookup'), target: textOf('target') },
        ...below,
      ]
}
