import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Diagnostic, readYaml } from '@tiktok-ns/flow-engine'
import type { RunFlowTestsOptions } from '@tiktok-ns/flow-engine/testing'
import { prebuiltHooks } from '@tiktok-ns/flows'
import { findConnectors } from '../project/find-connectors.js'
import { openFlowFiles, resolveFlowPath } from '../project/flow-files.js'
import { shortPath } from '../project/short-path.js'
import { sandboxWorlds } from '../sandbox/sandbox-worlds.js'
import { findFiles } from './check.js'
import { WrongInputError } from './command-context.js'

const ending = '.flow.test.yaml'

/** A test file with all that its cases need to run. */
export interface OpenedTests extends RunFlowTestsOptions {
  readonly path: string
  /** What is wrong with connector files beside it; then no case can run. */
  readonly diagnostics: readonly Diagnostic[]
  /** Texts of everything that has been read, for excerpts. Complete once the cases have run. */
  texts(): ReadonlyMap<string, string>
}

/** Every test file in files and folders. */
export const findTestFiles = (paths: readonly string[]): readonly string[] =>
  paths.flatMap(path => findFiles(path, ending)).map(path => resolve(path))

/**
 * Reads a test file and its flow: the one that it names, or the one of its own name beside it.
 *
 * @throws WrongInputError when there is no such flow.
 */
export const openTests = (path: string): OpenedTests => {
  const text = readFileSync(path, 'utf8')
  const flowPath = flowPathOf(path, text)
  if (!existsSync(flowPath))
    throw new WrongInputError(`${shortPath(path)} is for the flow ${shortPath(flowPath)}, which is not there`)
  const flowText = readFileSync(flowPath, 'utf8')
  const names = { file: shortPath(path), flowFile: shortPath(flowPath) }
  const found = findConnectors(dirname(flowPath))
  const files = openFlowFiles()
  return {
    ...names,
    path,
    text,
    flowText,
    files,
    connectors: found.definitions.map(({ description }) => description),
    hooks: prebuiltHooks,
    worlds: sandboxWorlds,
    diagnostics: found.diagnostics,
    texts: () => new Map([...found.texts, ...files.texts, [names.file, text], [names.flowFile, flowText]]),
  }
}

/** The flow that a test file is for. */
export const flowPathOf = (path: string, text: string): string => {
  const value: unknown = readYaml(text, path).yaml?.value
  const named: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'flow') : undefined
  return typeof named === 'string'
    ? resolveFlowPath(dirname(path), named)
    : `${path.slice(0, -ending.length)}.flow.yaml`
}
