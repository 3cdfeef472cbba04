import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, relative, resolve } from 'node:path'
import {
  checkFlow,
  compileFlow,
  type Diagnostic,
  type FlowPlan,
  type FlowSpec,
  type JsonObject,
  type SettingProblem,
} from '@tiktok-ns/flow-engine'
import { connectorDescriptions } from '../connectors.js'
import type { Project } from './open-project.js'

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
  readonly text: string
}

/** Reads and checks one flow file. A file that cannot be read is a diagnostic too. */
export const checkFlowFile = (path: string): CheckedFlowFile => {
  const file = shortPath(path)
  const text = readText(path)
  if (text === undefined) {
    const problem = `the flow file ${file} cannot be read`
    return {
      file,
      text: '',
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
  return { file, text, ...checkFlow({ text, file, connectors: connectorDescriptions }) }
}

/** Checks an instance's flow and binds it to the project's accounts and settings. */
export const loadInstance = (project: Project, instance: string): LoadedFlow => {
  const entry = project.spec.flows[instance]
  if (entry === undefined) throw new TypeError(`the project has no flow "${instance}"`)
  const { spec, diagnostics, file, text } = checkFlowFile(resolveFlowPath(project, entry.flow))
  const texts = new Map([
    [file, text],
    [project.yaml.file, project.yaml.text],
  ])
  if (spec === undefined) return { diagnostics, texts }

  const keys = Object.entries(entry.connections).flatMap(([name, connection]) => {
    const bound = project.spec.connections[connection]
    return bound === undefined ? [] : [[name, { key: bound.key }] as const]
  })
  const { plan, problems } = compileFlow(spec, {
    settings: toJsonObject(entry.settings),
    connections: Object.fromEntries(keys),
    connectors: connectorDescriptions,
    instance,
  })
  const placed = problems.map(problem => placeProblem(project, instance, problem))
  return { diagnostics: [...diagnostics, ...placed], texts, ...(plan === undefined ? {} : { plan }) }
}

/** `@tiktok-ns/flows/...` is found where packages are; anything else is a path from the project file. */
const resolveFlowPath = (project: Project, flow: string): string => {
  if (!flow.startsWith('@')) return resolve(project.folder, flow)
  const [scope = '', name = '', ...rest] = flow.split('/')
  try {
    const manifest = createRequire(import.meta.url).resolve(`${scope}/${name}/package.json`)
    return resolve(dirname(manifest), ...rest)
  } catch {
    return resolve(project.folder, flow) // reported as a file that cannot be read
  }
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
    file: yaml.file,
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

export const shortPath = (path: string): string => {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short
}
