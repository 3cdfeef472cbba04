import type { ConnectorDescription } from '../ports/connector.js'
import type { HookDescription } from '../ports/hooks.js'
import type { StepCheckContext } from '../steps/step-definition.js'
import { checkConnectors } from './check-connectors.js'
import { checkExports } from './check-exports.js'
import { checkSettingSpecs } from './check-setting-specs.js'
import { checkSteps, letsGoOn, type StepsInScope } from './check-steps.js'
import { checkTriggers } from './check-triggers.js'
import { createCheckContext, type FlowUnderCheck } from './create-check-context.js'
import type { Diagnostic } from './diagnostic.js'
import type { FlowFiles } from './flow-files.js'
import type { FlowSpec } from './flow-spec.js'
import { openFragmentFiles } from './open-fragments.js'
import { recoveryKey } from './read-steps.js'
import type { YamlFile, YamlPath } from './read-yaml.js'
import { failureShape, flowNames } from './shapes-in-scope.js'

export interface CheckNamesOptions {
  readonly spec: FlowSpec
  readonly yaml: YamlFile
  readonly connectors: readonly ConnectorDescription[]
  readonly hooks: { readonly [name: string]: HookDescription }
  readonly files: FlowFiles
}

/** Follows every name and expression of a flow, step by step, knowing what each step adds for the next. */
export const checkNames = ({
  spec,
  yaml,
  connectors,
  hooks,
  files,
}: CheckNamesOptions): readonly Diagnostic[] => {
  const diagnostics: Diagnostic[] = []
  const flow: FlowUnderCheck = {
    connectors,
    hooks,
    files,
    // Fragments have been read before, and what is wrong with them has been said.
    openFragments: openFragmentFiles(files, connectors, () => undefined),
    report: diagnostic => diagnostics.push(diagnostic),
  }
  checkConnectors(spec.connections, yaml, connectors, flow.report)
  checkSettingSpecs(spec.settings, yaml, ['settings'], flow.report)

  const scope: StepsInScope = {
    record: undefined,
    answers: {},
    names: flowNames(spec),
    connections: spec.connections,
    atTop: true,
    continues: letsGoOn(spec.onFailure),
    taken: new Set(),
  }
  const contextAt = (path: YamlPath) =>
    createCheckContext({ flow, scope, yaml, path, nested: new Map(), checkSteps })
  checkTriggers(spec.triggers, contextAt(['triggers']))
  checkThen(spec, contextAt(['then']))
  const record = checkExports(spec.exports, contextAt)
  const { record: afterwards, answers } = checkSteps(spec.steps, { ...scope, record }, flow)
  checkGroups(spec, flow)

  for (const [key, steps] of spec.recoveries) {
    const names = { ...scope.names, failure: failureShape }
    const after = {
      ...scope,
      names,
      record: afterwards,
      answers,
      atTop: false,
      taken: new Set(Object.keys(answers)),
    }
    if (key.startsWith(recoveryKey(''))) checkSteps(steps, after, flow)
  }
  return diagnostics
}

const checkThen = ({ flow, then }: FlowSpec, { problem }: StepCheckContext): void => {
  for (const [index, name] of then.entries())
    if (name === flow)
      problem([index], 'a flow that runs after itself never ends', 'take it out; a trigger repeats a flow')
}

const checkGroups = ({ steps }: FlowSpec, { report }: FlowUnderCheck): void => {
  const [, second] = steps.filter(({ step }) => step.kind === 'group')
  if (second === undefined) return
  report({
    code: 'wrong-value',
    severity: 'error',
    ...second.at,
    problem: 'a flow has one group at most',
    next: 'group by both keys at once, or let a second flow go on from here',
  })
}
