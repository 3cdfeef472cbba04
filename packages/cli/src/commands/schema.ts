import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type ConnectorDescription,
  flowJsonSchema,
  fragmentJsonSchema,
  type JsonSchema,
  toSchema,
} from '@tiktok-ns/flow-engine'
import { connectorFileJsonSchema } from '@tiktok-ns/flow-engine/connectors'
import { flowTestSpec } from '@tiktok-ns/flow-engine/testing'
import { type ExitCode, exitCode } from '../exit-code.js'
import { findConnectors } from '../project/find-connectors.js'
import { projectSpec } from '../project/project-file.js'
import { type CommandContext, reportDiagnostics } from './command-context.js'

/** What connections are called in flows, where the connector's own name is not the usual one. */
const usualNames: Readonly<Record<string, string>> = { 'tiktok-shop': 'shop', netsuite: 'erp' }

/** Writes the JSON Schemas that editors complete and check flows, fragments, tests, project and connector files by. */
export const schema = (folder: string, context: CommandContext): ExitCode => {
  const { definitions, diagnostics, texts } = findConnectors('.')
  reportDiagnostics(diagnostics, texts, context)
  const files = editorSchemas(definitions.map(({ description }) => description))
  mkdirSync(folder, { recursive: true })
  const written = Object.entries(files).map(([name, value]) => {
    const path = join(folder, name)
    writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
    return path
  })
  context.terminal.out(
    context.json
      ? JSON.stringify({ written })
      : `${written.join('\n')}\nFirst line of a flow: # yaml-language-server: $schema=${folder}/flow.schema.json`,
  )
  return exitCode.done
}

/** Every schema by its file's name. */
export const editorSchemas = (
  connectors: readonly ConnectorDescription[],
): Readonly<Record<string, JsonSchema>> => {
  const named = connectors.map(connector => ({
    connection: usualNames[connector.name] ?? connector.name,
    connector,
  }))
  return {
    'flow.schema.json': flowJsonSchema(named),
    'fragment.schema.json': fragmentJsonSchema(named),
    'flow-test.schema.json': { ...toSchema(flowTestSpec), title: "A flow's tests" },
    'project.schema.json': projectSchema(connectors),
    'connector.schema.json': connectorFileJsonSchema(),
  }
}

/** The project file, with the settings of each connector. */
const projectSchema = (connectors: readonly ConnectorDescription[]): JsonSchema => {
  const project = toSchema(projectSpec)
  return {
    ...project,
    title: 'A project',
    allOf: [
      {
        properties: {
          connections: {
            additionalProperties: {
              properties: {
                connector: { anyOf: [{ enum: connectors.map(({ name }) => name) }, { type: 'string' }] },
              },
              allOf: connectors.map(({ name, settings }) => ({
                if: { properties: { connector: { const: name } }, required: ['connector'] },
                then: { properties: { settings: { properties: settings['properties'] ?? {} } } },
              })),
            },
          },
        },
      },
    ],
  }
}
