import type { ConnectorDescription, FlowSpec } from '@tiktok-ns/flow-engine'
import { variableOf } from './variable-of.js'

export interface NewConnection {
  /** Its name in the project file. */
  readonly name: string
  /** Short key of the account, part of external ids. */
  readonly key: string
  readonly description: ConnectorDescription
  /** Settings that are no secret and known already. */
  readonly known: Readonly<Record<string, string>>
}

export interface NewFlow {
  /** Its name in the project file. */
  readonly name: string
  /** As the project file refers to it. */
  readonly path: string
  readonly spec: FlowSpec
  /** Settings whose value follows from the rest of the project. */
  readonly known?: Readonly<Record<string, string>>
}

export interface NewProject {
  readonly connections: readonly NewConnection[]
  readonly flows: readonly NewFlow[]
}

/** The text of a project file: accounts with their secrets left to the environment, flows with every setting explained. */
export const writeProjectFile = ({ connections, flows }: NewProject): string =>
  [
    '# Which accounts there are, and which flows run between them. Secrets stay in the environment, or in .env beside this file.',
    '# Then: tiktok-ns check, tiktok-ns doctor, tiktok-ns run',
    'connections:',
    ...connections.flatMap(connectionLines),
    '',
    'operation:',
    '  writes: none # until dry runs show what you want; then delete this line',
    '',
    'flows:',
    ...flows.flatMap(flow => flowLines(flow, connections)),
    '',
  ].join('\n')

/** The text of `.env.example`: every secret that the project file asks for. */
export const writeEnvExample = ({ connections }: NewProject): string =>
  [
    '# Copy this file to .env, fill it in, and let nobody but the flows read it.',
    ...connections.flatMap(connection => [
      '',
      `# ${connection.description.title} (${connection.name})`,
      ...settingsOf(connection).flatMap(setting =>
        setting.isSecret && isNeeded(setting)
          ? [`# ${setting.description}`, `${variableOf(connection.name, setting.name)}=`]
          : [],
      ),
    ]),
    '',
  ].join('\n')

const connectionLines = (connection: NewConnection): readonly string[] => {
  const { name, key, description } = connection
  return [
    `  ${name}:`,
    `    connector: ${description.name}`,
    `    key: ${key} # part of every external id, so never change it`,
    '    settings:',
    ...settingsOf(connection).map(setting => `      ${settingLine(connection, setting)}`),
  ]
}

const settingLine = (connection: NewConnection, setting: SettingLine): string => {
  const { name, isSecret, description } = setting
  if (isSecret && isNeeded(setting)) return `${name}: \${env.${variableOf(connection.name, name)}}`
  const known = connection.known[name]
  const line =
    known === undefined || known === '' ? `${name}: # ${description}` : `${name}: ${known} # ${description}`
  return isNeeded(setting) ? line : `# ${line}`
}

/** Not required, because each does without the other, but a lasting set-up has both. */
const wanted: ReadonlySet<string> = new Set(['accessToken', 'refreshToken'])

const isNeeded = ({ name, isRequired }: SettingLine): boolean => isRequired || wanted.has(name)

const flowLines = (
  { name, path, spec, known = {} }: NewFlow,
  connections: readonly NewConnection[],
): readonly string[] => {
  const bound = Object.entries(spec.connections).map(([own, connector]) => {
    const connection = connections.find(({ description }) => description.name === connector)
    return `${own}: ${connection?.name ?? connector}`
  })
  const settings = Object.entries(spec.settings).flatMap(([setting, { description, default: value }]) => [
    ...wrap(description ?? '').map(line => `      # ${line}`),
    known[setting] !== undefined
      ? `      ${setting}: ${known[setting]}`
      : isAsked(setting, spec.settings)
        ? `      ${setting}:`
        : `      # ${setting}:${value === undefined ? '' : ` ${JSON.stringify(value)}`}`,
  ])
  const asksAny =
    Object.keys(known).length > 0 ||
    Object.keys(spec.settings).some(setting => isAsked(setting, spec.settings))
  return [
    `  ${name}: # ${spec.summary}`,
    `    flow: '${path}'`,
    `    connections: { ${bound.join(', ')} }`,
    // An empty map would be a mistake in the file: the heading is a comment where all below it are.
    ...(settings.length === 0 ? [] : [asksAny ? '    settings:' : '    # settings:', ...settings]),
  ]
}

/** A flow cannot run without it as long as its other settings stay what they are by default. */
const isAsked = (setting: string, settings: FlowSpec['settings']): boolean => {
  const { required = false, requiredIf = {} } = settings[setting] ?? {}
  const conditions = Object.entries(requiredIf)
  return (
    required ||
    (conditions.length > 0 &&
      conditions.every(([other, values]) =>
        [values].flat().some(value => value === settings[other]?.default),
      ))
  )
}

interface SettingLine {
  readonly name: string
  readonly description: string
  readonly isSecret: boolean
  readonly isRequired: boolean
}

const settingsOf = ({ description: { settings } }: NewConnection): readonly SettingLine[] => {
  const { properties, required, anyOf } = settings
  if (typeof properties !== 'object' || properties === null) return []
  // Where several sets of settings would do, the first is the one to begin with.
  const [first] = Array.isArray(anyOf) ? anyOf : []
  const needed: readonly unknown[] = [required, Object(first).required].flat()
  return Object.entries(properties).map(([name, schema]) => {
    const { description = '', writeOnly = false } = Object(schema)
    return {
      name,
      description: String(description),
      isSecret: writeOnly === true,
      isRequired: needed.includes(name),
    }
  })
}

/** Lines short enough to be read beside YAML. */
const wrap = (text: string, width = 110): readonly string[] => {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
