import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'

const folder = new URL('../../flows/', import.meta.url)

/** In the order in which a merchant comes to them. */
const families = [
  ['orders', 'Orders, cancellations, billing, returns'],
  ['fulfillment', 'Fulfilment'],
  ['inventory', 'Inventory'],
  ['catalogue', 'Catalogue and prices'],
  ['settlement', 'Settlements and payouts'],
] as const

const flowFile = z.looseObject({
  flow: z.string(),
  summary: z.string(),
  extends: z.string().optional(),
  settings: z
    .record(
      z.string(),
      z.looseObject({
        type: z.string(),
        description: z.string().default(''),
        default: z.json().optional(),
        enum: z.array(z.json()).optional(),
        required: z.boolean().default(false),
        requiredIf: z.record(z.string(), z.json()).optional(),
      }),
    )
    .default({}),
})

type FlowFile = z.output<typeof flowFile>
type Setting = FlowFile['settings'][string]

/** Every setting of every prebuilt flow, with meaning, default and consequence: `docs/settings.md`. */
export const settingsPage = (): string =>
  `${[
    '# Settings of the prebuilt flows',
    '<!-- Made by `pnpm docs:generate` out of the flows; do not edit. -->',
    'What a merchant may choose, and what follows from it. Settings stand in the project file, under `flows: <name>: settings:`. A flow that is not configured does the safest thing; what it cannot know is marked with \\*.',
    ...families.flatMap(([family, title]) => {
      const flows = flowsIn(family)
      return flows.length === 0 ? [] : [`## ${title}`, ...flows.map(describeFlow)]
    }),
  ].join('\n\n')}\n`

const flowsIn = (family: string): readonly FlowFile[] => {
  const path = fileURLToPath(new URL(`${family}/`, folder))
  return listFiles(path)
    .filter(name => name.endsWith('.flow.yaml'))
    .sort()
    .map(name => flowFile.parse(parse(readFileSync(`${path}${name}`, 'utf8'))))
}

const listFiles = (path: string): readonly string[] => {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

const describeFlow = ({ flow, summary, extends: base, settings }: FlowFile): string => {
  const rows = Object.entries(settings).map(
    ([name, setting]) => `| \`${name}\`${mark(setting)} | ${meaning(setting)} | ${fallback(setting)} |`,
  )
  const inherits =
    base === undefined
      ? []
      : [
          `It has the settings of \`${base.replace(/^.*\//, '').replace(/\.flow\.yaml$/, '')}\`${rows.length === 0 ? '.' : ', and these:'}`,
        ]
  const table =
    rows.length === 0
      ? []
      : [['| setting | meaning and consequence | default |', '|---|---|---|', ...rows].join('\n')]
  return [`### ${flow}`, summary, ...inherits, ...table].join('\n\n')
}

const mark = ({ required, requiredIf }: Setting): string =>
  required || requiredIf !== undefined ? ' \\*' : ''

const meaning = ({ description, enum: values, requiredIf }: Setting): string => {
  const needed = Object.entries(requiredIf ?? {}).map(
    ([name, value]) =>
      `Needed when \`${name}\` is ${[value]
        .flat()
        .map(one => `\`${String(one)}\``)
        .join(' or ')}.`,
  )
  const choice =
    values === undefined ? [] : [`One of ${values.map(value => `\`${String(value)}\``).join(', ')}.`]
  return cell([description.trim(), ...choice, ...needed].join(' '))
}

const fallback = ({ default: value, required }: Setting): string =>
  value === undefined ? (required ? 'has to be given' : 'left out') : `\`${cell(JSON.stringify(value))}\``

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ')
