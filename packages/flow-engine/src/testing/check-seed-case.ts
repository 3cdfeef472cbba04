import type { Diagnostic } from '../check/diagnostic.js'
import type { YamlFile, YamlPath } from '../check/read-yaml.js'
import type { FlowPlan, StepPlan } from '../compile/flow-plan.js'
import { withInner } from './flow-coverage.js'
import type { FlowTestCase, FlowTestRun } from './flow-test-spec.js'
import { byStep } from './played-connector.js'

export interface SeedCaseOptions {
  readonly testCase: FlowTestCase
  readonly path: YamlPath
  readonly yaml: YamlFile
  readonly plan: FlowPlan
  /** Connectors whose systems hold the seed. */
  readonly known: readonly string[]
}

/** Looks for what a case with a seed says about systems that answer for themselves: it would hold for nothing. */
export const checkSeedCase = ({
  testCase,
  path,
  yaml,
  plan,
  known,
}: SeedCaseOptions): readonly Diagnostic[] => {
  const connectionOf = new Map([
    ...plan.exports.map(({ name, connection }) => [name, connection] as const),
    ...plan.steps.flatMap(withInner).flatMap(step => {
      const connection = connectionIn(step)
      return connection === undefined ? [] : [[step.path, connection] as const]
    }),
  ])
  /** The system that answers for a step or export itself. */
  const answering = (name: string): string | undefined =>
    [...connectionOf].find(
      ([step, connection]) =>
        byStep({ [name]: true }, step) === true &&
        known.includes(plan.connections[connection]?.connector ?? ''),
    )?.[1]

  const first = plan.exports[0]?.name ?? ''
  const checkRun = (run: Partial<FlowTestRun>, at: YamlPath): readonly Diagnostic[] => {
    const said = [
      ...(['records', 'pages'] as const).flatMap(key =>
        run[key] === undefined ? [] : [{ name: first, place: [...at, key] }],
      ),
      ...(['exports', 'lookups', 'answers'] as const).flatMap(key =>
        Object.keys(run[key] ?? {}).map(name => ({ name, place: [...at, key, name] })),
      ),
    ]
    return said.flatMap(({ name, place }) => {
      const connection = answering(name)
      if (connection === undefined) return []
      const problem = `"${connection}" holds what the seed says, and answers for itself`
      return [
        {
          code: 'wrong-value',
          severity: 'error',
          ...yaml.placeOfKey(place),
          problem,
          next: 'put it into the seed, or take the seed away',
        },
      ]
    })
  }
  const { runs = [], expect: _, ...shared } = testCase
  return [...checkRun(shared, path), ...runs.flatMap((run, index) => checkRun(run, [...path, 'runs', index]))]
}

const connectionIn = (step: StepPlan): string | undefined => {
  switch (step.kind) {
    case 'import':
    case 'read':
      return step.connection
    case 'lookup':
      return step.source.kind === 'connector' ? step.source.connection : undefined
    default:
      return undefined
  }
}
