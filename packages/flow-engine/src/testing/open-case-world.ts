import type { Diagnostic, SourcePlace } from '../check/diagnostic.js'
import type { FlowFiles } from '../check/flow-files.js'
import { readYaml, type YamlFile, type YamlPath } from '../check/read-yaml.js'
import type { FlowPlan } from '../compile/flow-plan.js'
import { checkSeedCase } from './check-seed-case.js'
import { type FlowTestCase, type FlowTestSpec, runsOf } from './flow-test-spec.js'
import { caseStartMs } from './run-flow-case.js'
import type { TestWorld, TestWorlds } from './test-world.js'

export interface CaseWorldOptions {
  readonly tests: FlowTestSpec
  readonly testCase: FlowTestCase
  /** Where the case stands. */
  readonly path: YamlPath
  readonly yaml: YamlFile
  readonly plan: FlowPlan
  readonly worlds: TestWorlds | undefined
  readonly files: FlowFiles
}

export interface CaseWorld {
  /** Missing when the case has no seed, or when there are diagnostics. */
  readonly world?: TestWorld
  readonly diagnostics: readonly Diagnostic[]
}

/** Opens the systems that a case with a seed runs against. */
export const openCaseWorld = async (options: CaseWorldOptions): Promise<CaseWorld> => {
  const { tests, testCase, path, yaml, plan, worlds, files } = options
  const at: YamlPath = [...path, 'seed']
  if (testCase.seed === undefined) return { diagnostics: [] }
  if (worlds === undefined)
    return {
      diagnostics: [
        wrong(
          yaml.placeOfKey(at),
          'there are no systems here to put a seed into',
          'run the test with tiktok-ns test',
        ),
      ],
    }
  const contradictions = checkSeedCase({ testCase, path, yaml, plan, known: worlds.connectors })
  if (contradictions.length > 0) return { diagnostics: contradictions }

  const { value, place, diagnostics } = readSeed(testCase.seed, at, yaml, files)
  if (place === undefined) return { diagnostics }
  const connections = Object.entries(plan.connections)
    .filter(([, { connector }]) => worlds.connectors.includes(connector))
    .map(([name, { connector }]) => [name, { connector, settings: tests.connections[name]?.settings ?? {} }])
  const { world, problems } = await worlds.open({
    seed: value,
    atMs: caseStartMs(runsOf(testCase)),
    connections: Object.fromEntries(connections),
  })
  if (world !== undefined) return { world, diagnostics: [] }
  return {
    diagnostics: problems.map(({ part, path: below, problem, next }) => {
      const [name = '', ...setting] = below
      return part === 'seed'
        ? wrong(place(below), problem, next)
        : wrong(
            yaml.placeOfKey(['connections', name, 'settings', ...setting]),
            problem,
            next,
            'wrong-setting',
          )
    }),
  }
}

interface ReadSeed {
  readonly value?: unknown
  /** Where something of the seed stands; missing when it cannot be read. */
  readonly place?: (path: YamlPath) => SourcePlace
  readonly diagnostics: readonly Diagnostic[]
}

/** A seed is written in the case, or in a file of its own. */
const readSeed = (seed: unknown, at: YamlPath, yaml: YamlFile, files: FlowFiles): ReadSeed => {
  if (typeof seed !== 'string')
    return { value: seed, place: path => yaml.placeOf([...at, ...path]), diagnostics: [] }
  const found = files.read(seed, yaml.file)
  if (found === undefined) {
    const problem = `the seed ${seed} cannot be read`
    const next = 'check the path; it starts from this file'
    return { diagnostics: [wrong(yaml.placeOf(at), problem, next, 'unknown-name')] }
  }
  const { yaml: own, diagnostics } = readYaml(found.text, found.file)
  if (own === undefined || diagnostics.length > 0) return { diagnostics }
  return { value: own.value, place: path => own.placeOf(path), diagnostics }
}

const wrong = (
  place: SourcePlace,
  problem: string,
  next: string,
  code: Diagnostic['code'] = 'wrong-value',
): Diagnostic => ({ code, severity: 'error', ...place, problem, next })
