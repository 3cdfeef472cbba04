import { type Diagnostic, type FlowPlan, hasErrors, suggest } from '@tiktok-ns/flow-engine'
import { bookingProblems } from '../project/booking-problems.js'
import { linkProject } from '../project/link-project.js'
import { loadInstance } from '../project/load-flow.js'
import { openProject, type Project } from '../project/open-project.js'
import { type CommandContext, reportDiagnostics, WrongInputError } from './command-context.js'

/** Opens the project file. Anything wrong with it ends the command before it starts. */
export const openOwnProject = (projectFile: string, context: CommandContext): Project => {
  const { project, diagnostics, texts } = openProject(projectFile)
  reportDiagnostics(diagnostics, texts, context)
  if (project === undefined) throw new WrongInputError('the project cannot be read')
  return project
}

/** Flows of a project, ready to run, and what is to be said about them. */
export interface LoadedPlans {
  readonly plans: readonly FlowPlan[]
  readonly diagnostics: readonly Diagnostic[]
  readonly texts: ReadonlyMap<string, string>
}

/** Loads instances of flows: those named, or all. Says everything about them at once. */
export const readPlans = (project: Project, named: readonly string[]): LoadedPlans => {
  const known = Object.keys(project.spec.flows)
  for (const name of named) {
    if (!known.includes(name))
      throw new WrongInputError(`the project has no flow "${name}"; ${suggest(name, known)}`)
  }
  const { links, diagnostics: unlinked } = linkProject(project)
  const loaded = (named.length === 0 ? known : named).map(instance =>
    loadInstance(project, instance, links.get(instance)),
  )
  const texts = new Map(loaded.flatMap(({ texts: some }) => [...some]))
  const plans = loaded.flatMap(({ plan }) => plan ?? [])
  return {
    plans,
    diagnostics: distinct([
      ...loaded.flatMap(({ diagnostics }) => diagnostics),
      ...unlinked.filter(({ file }) => texts.has(file)),
      ...bookingProblems(project, plans),
    ]),
    texts,
  }
}

/** Loads instances of flows: those named, or all. Anything wrong ends the command before it starts. */
export const loadPlans = (
  project: Project,
  named: readonly string[],
  context: CommandContext,
): readonly FlowPlan[] => {
  const { plans, diagnostics, texts } = readPlans(project, named)
  // Machines are told what came of the command, in one object; warnings are for whoever checks flows.
  const told = context.json && !hasErrors(diagnostics) ? [] : diagnostics
  reportDiagnostics(told, texts, context)
  return plans
}

/** Several instances run one flow, whose mistakes are said once. */
const distinct = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(diagnostics.map(found => [JSON.stringify(found), found])).values(),
]
