import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectSpec } from '@tiktok-ns/cli'
import { checkFlow, type Diagnostic, type FlowFiles, formatDiagnostic } from '@tiktok-ns/flow-engine'
import { readConnectorFile } from '@tiktok-ns/flow-engine/connectors'
import { flowTestSpec } from '@tiktok-ns/flow-engine/testing'
import { prebuiltHooks } from '@tiktok-ns/flows'
import { netsuiteDescription } from '@tiktok-ns/netsuite-client/connector'
import { tiktokShopDescription } from '@tiktok-ns/tiktok-client/connector'
import { parse, stringify } from 'yaml'
import { z } from 'zod'

const connectors = [tiktokShopDescription, netsuiteDescription]

/** The world that examples of single steps are about: records of any shape, one hook, one fragment. */
const example = {
  connectors: connectors.map(description => ({
    ...description,
    resources: Object.fromEntries(
      Object.entries(description.resources).map(([name, resource]) => [
        name,
        { ...resource, record: { type: 'object' } },
      ]),
    ),
    imports: Object.fromEntries(
      Object.entries(description.imports).map(([name, target]) => [
        name,
        { ...target, operations: [...new Set([...target.operations, 'create', 'update', 'upsert'])] },
      ]),
    ),
  })),
  hooks: { splitName: { summary: 'First and last name.' }, addUp: { summary: 'Adds up rows.' } },
  files: {
    read: (path: string) => ({
      file: path,
      text: 'fragment: find-customer\nsummary: Finds a customer.\nparameters:\n  email: { type: string }\nconnections: { erp: netsuite }\nsteps:\n  - filter: hasEmail\n    keep: parameters.email != ""\n',
    }),
  },
}

const flowsFolder = fileURLToPath(new URL('../../flows/', import.meta.url))

/** The shipped flows, and what they name in turn, as the tool reads them. */
const shippedFiles: FlowFiles = {
  read: (path, from) => {
    const shipped = '@tiktok-ns/flows/'
    const file = path.startsWith(shipped)
      ? resolve(flowsFolder, path.slice(shipped.length))
      : resolve(dirname(from), path)
    return existsSync(file) ? { file, text: readFileSync(file, 'utf8') } : undefined
  },
}

/** What is wrong with a fragment, and with a flow that calls it. */
const fragmentProblems = (text: string, page: string): readonly string[] => {
  const { parameters = {}, connections = {} } = fragmentParts.parse(parse(text))
  const flow = stringify({
    flow: 'example',
    summary: 'An example.',
    connections: { shop: 'tiktok-shop', ...connections },
    export: { from: 'shop.orders', cursor: { field: 'update_time' }, traceKey: '${record.id}' },
    steps: [
      {
        call: 'example',
        fragment: page,
        with: Object.fromEntries(Object.keys(parameters).map(name => [name, '${record.id}'])),
      },
    ],
  })
  const files = { read: () => ({ file: page, text }) }
  return told(checkFlow({ text: flow, file: 'example.flow.yaml', connectors, files }).diagnostics, text)
}

const fragmentParts = z.object({
  parameters: z.record(z.string(), z.unknown()).optional(),
  connections: z.record(z.string(), z.string()).optional(),
})

/** What a YAML block is, by what it begins with, and how it is checked. The first row that fits decides. */
const kinds: readonly {
  readonly begins: RegExp
  readonly problems: (text: string, page: string) => readonly string[]
}[] = [
  {
    begins: /^extends:/m,
    problems: (text, page) =>
      told(
        checkFlow({ text, file: page, connectors, files: shippedFiles, hooks: prebuiltHooks }).diagnostics,
        text,
      ),
  },
  { begins: /^fragment:/m, problems: fragmentProblems },
  {
    begins: /^flow:/m,
    problems: (text, page) => told(checkFlow({ text, file: page, connectors }).diagnostics, text),
  },
  { begins: /^connector:/m, problems: (text, page) => told(readConnectorFile(text, page).diagnostics, text) },
  { begins: /^cases:/m, problems: text => issues(flowTestSpec.safeParse(parse(text))) },
  {
    begins: /^(connections|flows|notify|operation):/m,
    problems: text => issues(projectSpec.safeParse({ connections: {}, flows: {}, ...parse(text) })),
  },
  {
    begins: /^- \w+:/m,
    problems: (text, page) => {
      const flow = inFlow(`steps:\n${indent(text)}`)
      return told(checkFlow({ text: flow, file: page, ...example }).diagnostics, flow)
    },
  },
  {
    begins: /^(export|exports|triggers|onFailure|settings):/m,
    problems: (text, page) => {
      const flow = inFlow(text)
      return told(checkFlow({ text: flow, file: page, connectors }).diagnostics, flow)
    },
  },
]

/** What is wrong with a YAML block of a page; a block that is nothing we know is wrong too. */
export const yamlBlockProblems = (text: string, page: string): readonly string[] => {
  const kind = kinds.find(({ begins }) => begins.test(text))
  return kind === undefined
    ? ['this is neither a flow nor a part of one, nor a connector, test or project file']
    : kind.problems(text, page)
}

/** A part of a flow, with the rest that it needs. */
const inFlow = (part: string): string => {
  const rest: Readonly<Record<string, string>> = {
    flow: 'flow: example',
    summary: 'summary: An example.',
    connections: 'connections: { shop: tiktok-shop, erp: netsuite }',
    export: 'export: { from: shop.orders, cursor: { field: update_time }, traceKey: "${record.id}" }',
    steps: 'steps:\n  - filter: all\n    keep: true',
  }
  const has = (key: string): boolean =>
    new RegExp(`^${key}:`, 'm').test(part) || (key === 'export' && /^exports:/m.test(part))
  return `${Object.entries(rest)
    .filter(([key]) => !has(key))
    .map(([, text]) => text)
    .join('\n')}\n${part}`
}

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ')

const told = (diagnostics: readonly Diagnostic[], text: string): readonly string[] =>
  diagnostics.map(found => formatDiagnostic(found, text))

const issues = (result: { readonly error?: { readonly message: string } | undefined }): readonly string[] =>
  result.error === undefined ? [] : [result.error.message]
