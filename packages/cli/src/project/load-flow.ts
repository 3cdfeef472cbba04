import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  type ConnectorDefinition,
  checkFlow,
  compileFlow,
  type Diagnostic,
  type FlowLinks,
  type FlowPlan,
  type FlowSpec,
  type JsonObject,
  lintFlow,
  type SettingProblem,
} from '@tiktok-ns/flow-engine'
import { prebuiltHooks } from '@tiktok-ns/flows'
import { findConnectors } from './find-connectors.js'
import { openFlowFiles, resolveFlowPath } from './flow-files.js'
import type { Project } from './open-project.js'
import { shortPath } from './short-path.js'

export interface LoadedFlow {
  readonly plan?: FlowPlan
  readonly diagnostics: readonly Diagnostic[]
  /** Texts of the files that diagnostics point into, for excerpts. */
  readonly texts: ReadonlyMap<string, string>
}

export interface CheckedFlowFile {
  readonly spec?: FlowSpec
  readonly diagnostics: readonly Diagnostic[]
  readonly file: string
  /** Texts of the files that diagnostics point into, for excerpts. */
  readonly texts: ReadonlyMap<string, string>
}

/** Reads and checks one flow file. A file that cannot be read is a diagnostic too. */
export const checkFlowFile = (path: string, known?: readonly ConnectorDefinition[]): CheckedFlowFile => {
  const file = shortPath(path)
  const text = readText(path)
  if (text === undefined) {
    const problem = `the flow file ${file} cannot be read`
    return {
      file,
      texts: new Map(),
      diagnostics: [
        {
          code: 'unknown-name',
          severity: 'error',
          file,
          line: 1,
          column: 1,
          problem,
          next: 'check the path',
        },
      ],
    }
  }
  const found = known === undefined ? findConnectors(dirname(path)) : undefined
  const connectors = (known ?? found?.definitions ?? []).map(({ description }) => description)
  const files = openFlowFiles()
  const { spec, diagnostics } = checkFlow({ text, file, connectors, files, hooks: prebuiltHooks })
  const warnings = spec === undefined ? [] : lintFlow({ text, file, connectors, files })
  return {
    file,
    texts: new Map([[file, text], ...(found?.texts ?? []), ...files.texts]),
    diagnostics: [...(found?.diagnostics ?? []), ...diagnostics, ...warnings],
    ...(spec === undefined ? {} : { spec }),
  }
}

/** Checks an instance's flow and binds it to the project's accounts and settings. */
export const loadInstance = (project: Project, instance: string, links: FlowLinks = {}): LoadedFlow => {
  const entry = project.spec.flows[instance]
  if (entry === undefined) throw new TypeError(`the project has no flow "${instance}"`)
  const checked = checkFlowFile(resolveFlowPath(project.folder, entry.flow), project.connectors)
  const { spec, diagnostics } = checked
  const texts = new Map([...checked.texts, [project.yaml.file, project.yaml.text]])
  if (spec === undefined) return { diagnostics, texts }

  const keys = Object.entries(entry.connections).flatMap(([name, connection]) => {
    const bound = project.spec.connections[connection]
    return bound === undefined ? [] : [[name, { key: bound.key }] as const]
  })
  const { plan, problems } = compileFlow(spec, {
    settings: toJsonObject(entry.settings),
    connections: Object.fromEntries(keys),
    connectors: project.connectors.map(({ description }) => description),
    instance,
    instances: links,
    files: openFlowFiles(),
  })
  const placed = problems.map(problem => placeProblem(project, instance, problem))
  return { diagnostics: [...diagnostics, ...placed], texts, ...(plan === undefined ? {} : { plan }) }
}

const placeProblem = (
  { yaml }: Project,
  instance: string,
  { path, problem, next }: SettingProblem,
): Diagnostic => {
  const below = path[0] === 'connections' ? path : ['settings', ...path]
  const place = ['flows', instance, ...below]
  return {
    code: 'wrong-setting',
    severity: 'error',
    ...yaml.placeOfKey(place),
    problem,
    next,
  }
}

const toJsonObject = (settings: Readonly<Record<string, unknown>>): JsonObject =>
  JSON.parse(JSON.stringify(settings))

const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
