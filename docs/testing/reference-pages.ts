import {
  type ConnectorDescription,
  diagnosticCodes,
  type FunctionDefinition,
  type FunctionExample,
  functionGroups,
  functionRegistry,
  type JsonSchema,
  type StepKind,
  stepRegistry,
  toSchema,
} from '@tiktok-ns/flow-engine'
import { netsuiteDescription } from '@tiktok-ns/netsuite-client/connector'
import { tiktokShopDescription } from '@tiktok-ns/tiktok-client/connector'

/** The generated pages of `docs/flow-language`, by file name. */
export const referencePages = (): Readonly<Record<string, string>> => ({
  'steps.md': page(
    'Steps',
    'What a flow can do with a record, one kind of step after the other.',
    stepRegistry.map(describeStep),
  ),
  'functions.md': page(
    'Functions',
    'Expressions are [CEL](https://cel.dev): its operators, `size`, `has`, `in`, `map`, `filter`, `all`, `exists`, `startsWith`, `contains`, `matches` and so on. Besides those there are these. Every example is run as a test.',
    functionGroups.map(describeGroup),
  ),
  'connectors.md': page(
    'Connectors',
    'What can be read from and written to the two systems. Other systems are described in [connector files](connector-files.md).',
    [tiktokShopDescription, netsuiteDescription].map(describeConnector),
  ),
  'diagnostics.md': page(
    'Diagnostics',
    '`tiktok-ns check` says what is wrong with a file before anything runs. Every diagnostic has one of these codes.',
    Object.entries(diagnosticCodes).map(
      ([code, { meaning, remedy }]) => `## ${code}\n\n${meaning}\n\n**What to do:** ${remedy}`,
    ),
  ),
})

const page = (title: string, introduction: string, parts: readonly string[]): string =>
  `${[`# ${title}`, '<!-- Made by `pnpm docs:generate` out of the code; do not edit. -->', introduction, ...parts].join('\n\n')}\n`

const describeStep = ({ kind, summary, schema, examples }: StepKind): string =>
  [
    `## ${kind}`,
    summary,
    keyTable(toSchema(schema)),
    ...examples.map(({ title, yaml }) => `${title}:\n\n\`\`\`yaml\n${yaml.trimEnd()}\n\`\`\``),
  ].join('\n\n')

const keyTable = (schema: JsonSchema): string => {
  const required = listOf(schema['required'])
  const rows = Object.entries(recordOf(schema['properties'])).map(([name, member]) => {
    const { description, default: fallback } = recordOf(member)
    const about = typeof description === 'string' ? oneLine(description) : ''
    const value = fallback === undefined ? '' : ` Default \`${cell(JSON.stringify(fallback))}\`.`
    return `| \`${name}\`${required.includes(name) ? ' *' : ''} | ${cell(about)}${value} |`
  })
  return ['| key | meaning |', '|---|---|', ...rows, '', '\\* must be there'].join('\n')
}

const describeGroup = (group: string): string => {
  const members = functionRegistry.filter(candidate => candidate.group === group)
  return [`## ${group.charAt(0).toUpperCase()}${group.slice(1)}`, ...members.map(describeFunction)].join(
    '\n\n',
  )
}

const describeFunction = ({ name, summary, overloads, examples }: FunctionDefinition): string =>
  [
    `### ${name}`,
    overloads.map(({ signature }) => `\`${signature}\``).join('  \n'),
    summary,
    ['| expression | gives |', '|---|---|', ...examples.map(describeExample)].join('\n'),
  ].join('\n\n')

const describeExample = ({ expression, record, gives, fails }: FunctionExample): string => {
  const given = record === undefined ? '' : `<br>where record is \`${cell(JSON.stringify(record))}\``
  const result = fails === undefined ? `\`${cell(JSON.stringify(gives))}\`` : `fails: ${cell(fails)}`
  return `| \`${cell(expression)}\`${given} | ${result} |`
}

const describeConnector = ({
  name,
  title,
  settings,
  resources,
  lookups,
  imports,
  webhooks,
}: ConnectorDescription): string =>
  [
    `## ${title} (\`${name}\`)`,
    '### Settings of an account',
    keyTable(settings),
    ...table(
      'Resources to export',
      ['resource', 'records', 'cursor fields', 'page at most'],
      Object.entries(resources).map(([resource, { summary, cursorFields, maxPageSize }]) => [
        `\`${resource}\``,
        summary,
        Object.keys(cursorFields)
          .map(field => `\`${field}\``)
          .join(', '),
        String(maxPageSize),
      ]),
    ),
    ...table(
      'Lookups',
      ['lookup', 'finds'],
      Object.entries(lookups).map(([lookup, { summary }]) => [`\`${lookup}\``, summary]),
    ),
    ...table(
      'Imports',
      ['import', 'writes', 'operations'],
      Object.entries(imports).map(([target, { summary, operations }]) => [
        `\`${target}\``,
        summary,
        operations.map(operation => `\`${operation}\``).join(', '),
      ]),
    ),
    ...table(
      'Webhooks',
      ['topic', 'says'],
      Object.entries(webhooks).map(([topic, { summary }]) => [`\`${topic}\``, summary]),
    ),
  ].join('\n\n')

const table = (
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] => {
  if (rows.length === 0) return []
  const lines = [head, head.map(() => '---'), ...rows].map(
    cells => `| ${cells.map(text => cell(oneLine(text))).join(' | ')} |`,
  )
  return [`### ${title}`, lines.join('\n').replaceAll('| --- ', '|---').replaceAll('---|---', '---|---')]
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
