import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { ConnectorDefinition, Diagnostic } from '@tiktok-ns/flow-engine'
import { readConnectorFile } from '@tiktok-ns/flow-engine/connectors'
import { shippedConnectors } from '../connectors.js'
import { shortPath } from './short-path.js'

export interface FoundConnectors {
  readonly definitions: readonly ConnectorDefinition[]
  /** What is wrong with connector files. */
  readonly diagnostics: readonly Diagnostic[]
  readonly texts: ReadonlyMap<string, string>
}

const ending = '.connector.yaml'
const projectFileName = 'tiktok-ns.yaml'

/**
 * The connectors a flow or project file can use: the shipped ones, and every `*.connector.yaml` in its folder or a folder above, up
 * to the project's.
 */
export const findConnectors = (folder: string): FoundConnectors => {
  const definitions = [...shippedConnectors]
  const diagnostics: Diagnostic[] = []
  const texts = new Map<string, string>()
  for (const path of foldersAbove(resolve(folder)).flatMap(connectorFiles)) {
    const file = shortPath(path)
    const text = readFileSync(path, 'utf8')
    texts.set(file, text)
    const { definition, diagnostics: found } = readConnectorFile(text, file)
    diagnostics.push(...found)
    if (definition === undefined) continue
    const { name } = definition.description
    if (definitions.every(({ description }) => description.name !== name)) definitions.push(definition)
    else diagnostics.push(takenName(file, name))
  }
  return { definitions, diagnostics, texts }
}

const takenName = (file: string, name: string): Diagnostic => ({
  code: 'duplicate-name',
  severity: 'error',
  file,
  line: 1,
  column: 1,
  problem: `there is another connector "${name}"`,
  next: 'give this one another name',
})

const connectorFiles = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith(ending))
        .sort()
        .map(name => join(folder, name))
    : []

/** From a folder up to its project's; the folder alone where there is no project file above it. */
const foldersAbove = (folder: string): readonly string[] => {
  const passed: string[] = []
  for (let here = folder; ; here = dirname(here)) {
    passed.push(here)
    if (existsSync(join(here, projectFileName))) return passed
    if (dirname(here) === here) return [folder]
  }
}
