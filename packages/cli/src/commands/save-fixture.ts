import { existsSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import type { ExportPlan, FlowPlan, JsonObject } from '@tiktok-ns/flow-engine'
import { updateFlowTests } from '@tiktok-ns/flow-engine/testing'
import { stringify } from 'yaml'
import { resolveFlowPath } from '../project/flow-files.js'
import type { Project } from '../project/open-project.js'
import { type CommandContext, reportDiagnostics, WrongInputError } from './command-context.js'
import type { RehearsedFlow } from './dry-run.js'
import { flowPathOf, openTests } from './test-files.js'

export interface FixtureParts extends Pick<RehearsedFlow, 'rehearsal' | 'scrubber' | 'report'> {
  readonly plan: FlowPlan
  readonly project: Project
}

/** @throws WrongInputError when there is such a file already, or its name is none of a test. */
export const checkFixtureFile = (file: string): void => {
  if (existsSync(file)) throw new WrongInputError(`there is a file ${file} already; name another one`)
  if (!file.endsWith('.flow.test.yaml'))
    throw new WrongInputError(`a test is a file that ends in .flow.test.yaml, and ${file} does not`)
}

/**
 * Keeps what a dry run read as a test of its flow, without people's data. What it expects is what comes of the scrubbed records, so
 * that it holds when it is run.
 */
export const saveFixture = async (
  file: string,
  parts: FixtureParts,
  context: CommandContext,
): Promise<void> => {
  const path = resolve(file)
  writeFileSync(path, toTest(path, parts))
  const tests = openTests(path)
  const { text, diagnostics } = await updateFlowTests(tests)
  reportDiagnostics(diagnostics, tests.texts(), context)
  writeFileSync(path, text)
}

const toTest = (path: string, { plan, project, rehearsal, scrubber, report }: FixtureParts): string => {
  const flowPath = resolveFlowPath(project.folder, project.spec.flows[plan.flow]?.flow ?? '')
  const isBeside = flowPathOf(path, '') === flowPath
  const keys = Object.entries(plan.connections).map(([name, { key }]) => [name, { key }])
  return stringify({
    ...(isBeside ? {} : { flow: relative(dirname(path), flowPath) }),
    settings: plan.settings,
    connections: Object.fromEntries(keys),
    cases: [
      {
        name: 'as read by a dry run',
        at: report.startedAt,
        ...recordsOf(plan.exports, rehearsal.records.keys(), name =>
          (rehearsal.records.get(name) ?? []).map(scrubber.scrub),
        ),
        lookups: Object.fromEntries(
          [...rehearsal.answers].map(([step, answers]) => [
            step,
            Object.fromEntries(
              [...answers].flatMap(([key, matches]) =>
                matches.length === 0 ? [] : [[scrubber.scrubText(key), matches.map(scrubber.scrub)]],
              ),
            ),
          ]),
        ),
      },
    ],
  })
}

/** What each export gave; what steps read besides is named by the step. */
const recordsOf = (
  exports: readonly ExportPlan[],
  names: Iterable<string>,
  read: (name: string) => readonly JsonObject[],
) => {
  const [only, ...others] = exports
  const first = only !== undefined && others.length === 0 ? only.name : undefined
  const apart = [...new Set([...exports.map(({ name }) => name), ...names])].filter(name => name !== first)
  return {
    ...(first === undefined ? {} : { records: read(first) }),
    ...(apart.length === 0 ? {} : { exports: Object.fromEntries(apart.map(name => [name, read(name)])) }),
  }
}
