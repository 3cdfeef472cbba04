import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import {
  type ConnectorDefinition,
  checkSettings,
  type Diagnostic,
  explainIssue,
  type JsonObject,
  readYaml,
  suggest,
  type YamlFile,
  type YamlPath,
} from '@tiktok-ns/flow-engine'
import { variableOf } from '../init/variable-of.js'
import { type ChannelSpec, type NotifySpec, notifySpec } from '../notify/notify-spec.js'
import { findConnectors } from './find-connectors.js'
import { findLiteralSecrets, isReference } from './find-literal-secrets.js'
import { type ProjectSpec, projectSpec } from './project-file.js'
import { resolveSecrets } from './resolve-secrets.js'
import { shortPath } from './short-path.js'

export interface Project {
  readonly folder: string
  readonly yaml: YamlFile
  readonly spec: ProjectSpec
  /** Those the tool ships, and those described in files beside the project file. */
  readonly connectors: readonly ConnectorDefinition[]
  /** Settings of each connection with secrets in place. Never printed. */
  readonly connectionSettings: Readonly<Record<string, JsonObject>>
  /** Who is told what happens, with secrets in place. Never printed. */
  readonly notify?: NotifySpec
}

export interface OpenedProject {
  readonly project?: Project
  readonly diagnostics: readonly Diagnostic[]
  readonly texts: ReadonlyMap<string, string>
}

export const projectFileName = 'tiktok-ns.yaml'

/**
 * Reads a project file: its shape, the names in it, the secrets it asks for, and every connection's settings.
 *
 * Needs no network. A `.env` file beside it is read first; what the environment says already wins.
 */
export const openProject = (path: string, env: NodeJS.ProcessEnv = process.env): OpenedProject => {
  const full = resolve(path)
  const file = shortPath(full)
  if (!existsSync(full)) {
    const problem = `there is no project file ${file}`
    const next = 'create one, or name it with --project'
    return {
      diagnostics: [{ code: 'unknown-name', severity: 'error', file, line: 1, column: 1, problem, next }],
      texts: new Map(),
    }
  }
  const text = readFileSync(full, 'utf8')
  const texts = new Map([[file, text]])
  const { yaml, diagnostics } = readYaml(text, file)
  if (yaml === undefined) return { diagnostics, texts }

  const { data: spec, error } = projectSpec.safeParse(yaml.value)
  if (spec === undefined)
    return {
      diagnostics: [...diagnostics, ...error.issues.flatMap(issue => shapeDiagnostics(yaml, issue))],
      texts,
    }

  const folder = dirname(full)
  const known = findConnectors(folder)
  const environment = { ...readEnvFile(join(folder, '.env')), ...env }
  const resolved = resolveConnections(spec, yaml, known.definitions, folder, environment)
  const notify = resolveNotify(spec, yaml, folder, environment)
  const all = [
    ...diagnostics,
    ...known.diagnostics,
    ...checkReferences(spec, yaml),
    ...resolved.diagnostics,
    ...notify.diagnostics,
  ]
  if (all.length > 0) return { diagnostics: all, texts: new Map([...texts, ...known.texts]) }
  return {
    project: {
      folder,
      yaml,
      spec,
      connectors: known.definitions,
      connectionSettings: resolved.settings,
      ...(notify.spec === undefined ? {} : { notify: notify.spec }),
    },
    diagnostics: [],
    texts,
  }
}

type Issue = Parameters<typeof explainIssue>[0]

const keysAt = (path: YamlPath): readonly string[] => {
  if (path.length === 0) return ['store', 'connections', 'flows', 'operation', 'notify']
  if (path.length === 2 && path[0] === 'connections') return ['connector', 'key', 'settings']
  if (path.length === 2 && path[0] === 'flows') return ['flow', 'connections', 'settings']
  if (path.length === 1 && path[0] === 'operation') return ['writes', 'payloads', 'keepDays', 'stopEarly']
  return []
}

const shapeDiagnostics = (yaml: YamlFile, issue: Issue): readonly Diagnostic[] =>
  explainIssue(issue, keysAt).map(({ code, path, atKey, problem, next }) => ({
    code,
    severity: 'error',
    ...(atKey ? yaml.placeOfKey(path) : yaml.placeOf(path)),
    problem: problem.replace('the flow has', 'the project file has'),
    next,
  }))

const diagnosticAt = (
  yaml: YamlFile,
  path: YamlPath,
  code: Diagnostic['code'],
  problem: string,
  next: string,
): Diagnostic => ({
  code,
  severity: 'error',
  ...yaml.placeOf(path),
  problem,
  next,
})

const checkReferences = (spec: ProjectSpec, yaml: YamlFile): readonly Diagnostic[] => {
  const known = Object.keys(spec.connections)
  return Object.entries(spec.flows).flatMap(([instance, { connections }]) =>
    Object.entries(connections).flatMap(([name, connection]) =>
      known.includes(connection)
        ? []
        : [
            diagnosticAt(
              yaml,
              ['flows', instance, 'connections', name],
              'unknown-name',
              `there is no connection "${connection}"`,
              suggest(connection, known),
            ),
          ],
    ),
  )
}

const resolveConnections = (
  spec: ProjectSpec,
  yaml: YamlFile,
  connectors: readonly ConnectorDefinition[],
  folder: string,
  env: NodeJS.ProcessEnv,
) => {
  const diagnostics: Diagnostic[] = []
  const settings: Record<string, JsonObject> = {}
  for (const [name, { connector, settings: given }] of Object.entries(spec.connections)) {
    const root: YamlPath = ['connections', name]
    const definition = connectors.find(({ description }) => description.name === connector)
    if (definition === undefined) {
      const known = connectors.map(({ description }) => description.name)
      diagnostics.push(
        diagnosticAt(
          yaml,
          [...root, 'connector'],
          'unknown-name',
          `there is no connector "${connector}"`,
          suggest(connector, known),
        ),
      )
      continue
    }
    for (const setting of findLiteralSecrets(definition.description.settings, given)) {
      const problem = `the secret "${setting}" stands in the project file itself`
      const next = `put it into .env beside the project file, and write \${env.${variableOf(name, setting)}} here`
      diagnostics.push(diagnosticAt(yaml, [...root, 'settings', setting], 'literal-secret', problem, next))
    }
    const { value, missing } = resolveSecrets(given, { env, folder })
    for (const { path, problem, next } of missing) {
      diagnostics.push(diagnosticAt(yaml, [...root, 'settings', ...path], 'missing-secret', problem, next))
    }
    const checked = checkSettings(definition.description.settings, JSON.parse(JSON.stringify(value)))
    for (const { path, problem, next } of checked.problems) {
      diagnostics.push({
        ...diagnosticAt(yaml, root, 'wrong-setting', problem, next),
        ...yaml.placeOfKey([...root, 'settings', ...path]),
      })
    }
    settings[name] = checked.settings
  }
  return { diagnostics, settings }
}

const resolveNotify = (spec: ProjectSpec, yaml: YamlFile, folder: string, env: NodeJS.ProcessEnv) => {
  if (spec.notify === undefined) return { diagnostics: [] }
  const { value, missing } = resolveSecrets(spec.notify, { env, folder })
  const literal = spec.notify.channels.flatMap((channel, index) =>
    secretPartsOf(channel).map(([path, text]) => ({ path: ['channels', index, ...path], text })),
  )
  const exposed = literal
    .filter(({ text }) => !isReference(text))
    .map(({ path }) =>
      diagnosticAt(
        yaml,
        ['notify', ...path],
        'literal-secret',
        'this address is a secret, and stands in the project file itself',
        'put it into .env beside the project file, and write ${env.NAME} here',
      ),
    )
  return {
    spec: notifySpec.parse(value),
    diagnostics: [
      ...exposed,
      ...missing.map(({ path, problem, next }) =>
        diagnosticAt(yaml, ['notify', ...path], 'missing-secret', problem, next),
      ),
    ],
  }
}

/** Who knows a Slack address may write there; a mail server's address may hold a password. */
const secretPartsOf = (channel: ChannelSpec): readonly (readonly [readonly string[], string])[] => {
  if ('slack' in channel) return [[['slack'], channel.slack]]
  const isWithPassword = 'email' in channel && /\/\/[^@/]*:[^@/]*@/.test(channel.email.server)
  return isWithPassword ? [[['email', 'server'], channel.email.server]] : []
}

/** `NAME=value` lines, as Node's own `--env-file` reads them, without touching this process. */
const readEnvFile = (path: string): Record<string, string> => {
  if (!existsSync(path)) return {}
  const lines = readFileSync(path, 'utf8').split(/\r?\n/)
  const pairs = lines.flatMap(line => {
    const [, name, value] = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    return name === undefined || value === undefined
      ? []
      : [[name, value.replace(/^(['"])(.*)\1$/, '$2')] as const]
  })
  return Object.fromEntries(pairs)
}
