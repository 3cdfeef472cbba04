import {
  createMemoryStore,
  type FlowPlan,
  type ImportPreview,
  type Outcome,
  type RunEvent,
  type RunFlowOptions,
  type RunReport,
  runFlow,
  type Store,
} from '@tiktok-ns/flow-engine'
import { type ExitCode, exitCode } from '../exit-code.js'
import { printRehearsal } from '../output/rehearsal-view.js'
import { openConnections, openHost, openProjectStore, personalNamesOf } from '../project/open-host.js'
import type { Project } from '../project/open-project.js'
import { type Rehearsal, type RehearsedWrite, rehearse } from '../project/rehearse.js'
import { createScrubber, type Scrubber } from '../project/scrubber.js'
import { type CommandContext, WrongInputError } from './command-context.js'
import { loadPlans, openOwnProject } from './load-plans.js'
import type { RunOptions } from './run.js'
import { checkFixtureFile, saveFixture } from './save-fixture.js'
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
  if (saveFixtures !== undefined) {
    checkFixtureFile(saveFixtures)
    if (plans.length !== 1)
      throw new WrongInputError('a test is of one flow; name the one to keep what it reads')
  }
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
      const rehearsed = await rehearseFlow(plan, project, kept, bounds)
      const { report, rehearsal, scrubber } = rehearsed
      const writes = rehearsal.writes.map(write => scrubWrite(write, scrubber))
      const outcomes = rehearsed.outcomes.map(outcome => scrubber.scrubText(describe(outcome)))
      failed ||= report.counts.failed > 0 || report.stoppedBy !== undefined
      results.push({ flow: plan.flow, writes, outcomes })
      const stopped = report.stoppedBy === undefined ? {} : { stopped: report.stoppedBy.message }
      if (!context.json) printRehearsal({ flow: plan.flow, writes, outcomes, ...stopped }, context.terminal)
      if (saveFixtures !== undefined)
        await saveFixture(saveFixtures, { ...rehearsed, plan, project }, context)
    }
  } finally {
    await kept.close()
  }
  if (context.json) context.terminal.out(JSON.stringify({ dry: results }))
  return failed ? exitCode.someRecordsFailed : exitCode.done
}

export interface RehearsedFlow {
  readonly report: RunReport
  readonly rehearsal: Rehearsal
  readonly outcomes: readonly Outcome[]
  /** Knows the people's data that was read. */
  readonly scrubber: Scrubber
}

const rehearseFlow = async (
  plan: FlowPlan,
  project: Project,
  kept: Store,
  bounds: RunFlowOptions,
): Promise<RehearsedFlow> => {
  const rehearsal = rehearse(openConnections(project))
  const outcomes: Outcome[] = []
  const observe = (event: RunEvent): void => {
    if (event.type === 'recordSettled') outcomes.push(event.outcome)
  }
  const host = openHost(project, plan.flow, { store: readOnly(kept), connections: rehearsal.connections })
  const report = await runFlow(plan, { ...host, observer: { observe } }, bounds)
  const scrubber = createScrubber(personalNamesOf(project))
  for (const record of [...rehearsal.records.values()].flat()) scrubber.note(record)
  for (const answers of rehearsal.answers.values())
    for (const matches of answers.values()) for (const match of matches) scrubber.note(match)
  return { report, rehearsal, outcomes, scrubber }
}

/** Knows what earlier runs have settled, and keeps nothing of this one. */
const readOnly = (kept: Store): Store => {
  const memory = createMemoryStore()
  return {
    ...memory,
    readCursor: flow => kept.readCursor(flow),
    readVersions: (flow, keys) => kept.readVersions(flow, keys),
    readCache: async (...asked) =>
      new Map([...(await kept.readCache(...asked)), ...(await memory.readCache(...asked))]),
  }
}

const scrubWrite = ({ preview, ...write }: RehearsedWrite, scrubber: Scrubber): RehearsedWrite => ({
  ...write,
  payload: scrubber.scrub(write.payload),
  ...(preview === undefined ? {} : { preview: scrubPreview(preview, scrubber) }),
})

const scrubPreview = (preview: ImportPreview, { scrubAt, scrubText }: Scrubber): ImportPreview => {
  switch (preview.would) {
    case 'update':
      return {
        ...preview,
        differences: preview.differences.map(({ path, before, after }) => ({
          path,
          ...(before === undefined ? {} : { before: scrubAt(path, before) }),
          ...(after === undefined ? {} : { after: scrubAt(path, after) }),
        })),
      }
    case 'fail':
      return { ...preview, failure: { ...preview.failure, message: scrubText(preview.failure.message) } }
    default:
      return preview
  }
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
