import { type FlowPlan, suggest } from '@tiktok-ns/flow-engine'
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

/** Loads instances of flows: those named, or all. Anything wrong ends the command before it starts. */
export const loadPlans = (
  project: Project,
  named: readonly string[],
  context: CommandContext,
): readonly FlowPlan[] => {
  const known = Object.keys(project.spec.flows)
  for (const name of named) {
    if (!known.includes(name))
      throw new WrongInputError(`the project has no flow "${name}"; ${suggest(name, known)}`)
  }
  return (named.length === 0 ? known : named).map(instance => {
    const loaded = loadInstance(project, instance)
    reportDiagnostics(loaded.diagnostics, loaded.texts, context)
    if (loaded.plan === undefined) throw new WrongInputError(`the flow "${instance}" cannot run`)
    return loaded.plan
  })
}
