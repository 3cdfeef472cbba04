import type { FlowFiles } from '../check/flow-files.js'
import type { LocatedStep, NestedSteps } from '../check/flow-spec.js'
import { openFragmentFiles } from '../check/open-fragments.js'
import { recoveryKey } from '../check/read-steps.js'
import type { ConnectorDescription } from '../ports/connector.js'
import type { RecoverySteps } from './compile-on-failure.js'
import { compileOnFailure, lentRules, recoveryRules } from './compile-on-failure.js'
import type { OnFailurePlan } from './failure-plan.js'
import type { StepPlan } from './step-plan.js'

/** Where steps are compiled. */
export interface StepsAround {
  readonly files: FlowFiles
  readonly connectors: readonly ConnectorDescription[]
  /** Ids of the steps around, and the branch: what paths begin with. */
  readonly prefix: readonly string[]
  readonly rules: OnFailurePlan
  /** The names of connections here to the flow's; undefined: they are the flow's. */
  readonly connections?: Readonly<Record<string, string>>
}

export const compileSteps = (steps: readonly LocatedStep[], around: StepsAround): readonly StepPlan[] =>
  steps.map(located => compileStep(located, around))

const compileStep = (
  { id, at, yaml, yamlPath, step, nested }: LocatedStep,
  around: StepsAround,
): StepPlan => {
  const path = [...around.prefix, id]
  const onFailure = compileOnFailure(step.onFailure, compileRecoveries(nested, around, path))
  const { files, connectors, connections } = around
  return step.compile({
    base: {
      id,
      path: path.join('/'),
      at,
      onFailure,
      ...(Object.keys(around.rules).length === 0 ? {} : { around: around.rules }),
      ...(step.when === undefined ? {} : { when: step.when }),
    },
    nested: (key, options = {}) =>
      compileSteps(nested.get(key) ?? [], {
        ...around,
        prefix: options.lane === undefined ? path : [...path, options.lane],
        rules: { ...around.rules, ...lentRules(onFailure) },
        ...(options.connections === undefined ? {} : { connections: options.connections }),
      }),
    connection: name => connections?.[name] ?? name,
    fragment: file => openFragmentFiles(files, connectors, () => undefined)(yaml, yamlPath).fragment(file),
    readFile: file => files.read(file, yaml.placeOf(yamlPath).file)?.text,
  })
}

/** The steps of `onFailure` rules. Their paths say where they belong: `salesOrder/onFailure/invalid/note`. */
export const compileRecoveries =
  (nested: NestedSteps, around: StepsAround, path: readonly string[]): RecoverySteps =>
  kind =>
    compileSteps(nested.get(recoveryKey(kind)) ?? [], {
      ...around,
      prefix: [...path, 'onFailure', kind],
      rules: recoveryRules,
    })
