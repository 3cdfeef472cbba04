import { projectSpec } from '@tiktok-ns/cli'
import { checkFlow, type Diagnostic, formatDiagnostic } from '@tiktok-ns/flow-engine'
import { readConnectorFile } from '@tiktok-ns/flow-engine/connectors'
import { flowTestSpec } from '@tiktok-ns/flow-engine/testing'
import { netsuiteDescription } from '@tiktok-ns/netsuite-client/connector'
import { tiktokShopDescription } from '@tiktok-ns/tiktok-client/connector'
import { parse } from 'yaml'

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

/** What a YAML block is, by what it begins with, and how it is checked. The first row that fits decides. */
const kinds: readonly {
  readonly begins: RegExp
  readonly problems: (text: string, page: string) => readonly string[]
}[] = [
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
