import { type FlowPlan, suggest } from '@tiktok-ns/flow-engine'
import { loadInstance } from '../project/load-flow.js'
import { openProject, type Project } from '../project/open-project.js'
import { type CommandContext, reportDiagnostics, WrongInputError } from './command-context.js'

export interface ChosenInstances {
  readonly project: Project
  readonly plans: readonly { readonly instance: string; readonly plan: FlowPlan }[]
}

/** Opens the project and loads the instances that were named, or all. Anything wrong ends the command before it starts. */
export const chooseInstances = (
  projectFile: string,
  named: readonly string[],
  context: CommandContext,
): ChosenInstances => {
  const { project, diagnostics, texts } = openProject(projectFile)
  reportDiagnostics(diagnostics, texts, context)
  if (project === undefined) throw new WrongInputError('the project cannot be read')
  const known = Object.keys(project.spec.flows)
  for (const name of named) {
    if (!known.includes(name))
      throw new WrongInputError(`the project has no flow "${name}"; ${suggest(name, known)}`)
  }
  const plans = (named.length === 0 ? known : named).map(instance => {
    const loaded = loadInstance(project, instance)
    reportDiagnostics(loaded.diagnostics, loaded.texts, context)
    if (loaded.plan === undefined) throw new WrongInputError(`the flow "${instance}" cannot run`)
    return { instance, plan: loaded.plan }
  })
  return { project, plans }
}
