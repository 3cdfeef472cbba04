import type { ConnectorDescription } from '../ports/connector.js'
import type { LoadedFragment } from '../steps/step-definition.js'
import { checkConnectors } from './check-connectors.js'
import { checkSettingSpecs } from './check-setting-specs.js'
import type { Diagnostic } from './diagnostic.js'
import { explainIssue } from './explain-issue.js'
import type { FlowFiles } from './flow-files.js'
import { fragmentFileSpec } from './fragment-spec.js'
import { keysOfSchema } from './keys-of-schema.js'
import { locate } from './locate.js'
import type { OpenFragments } from './read-steps.js'
import { readYaml, type YamlFile } from './read-yaml.js'

const maxDepth = 10

/** Reads fragment files, each once; says through `report` what is wrong with them. */
export const openFragmentFiles = (
  files: FlowFiles,
  connectors: readonly ConnectorDescription[],
  report: (diagnostic: Diagnostic) => void,
): OpenFragments => {
  const loaded = new Map<string, LoadedFragment | undefined>()
  /** Fragments around each file, to see circles. */
  const around = new Map<YamlFile, readonly string[]>()

  return (from, at) => ({
    fragment: path => {
      const refuse = (problem: string, next: string): undefined => {
        report({
          code: 'unknown-name',
          severity: 'error',
          ...from.placeOf([...at, 'fragment']),
          problem,
          next,
        })
        return undefined
      }
      // In a flow that extends another, a path starts from the file it is written in.
      const found = files.read(path, from.placeOf([...at, 'fragment']).file)
      if (found === undefined)
        return refuse(`the fragment ${path} cannot be read`, 'check the path; it starts from this file')
      const outer = [...(around.get(from) ?? []), from.file]
      if (outer.includes(found.file))
        return refuse(`the fragment ${path} calls itself`, 'call another one, or write its steps out')
      if (outer.length > maxDepth)
        return refuse(`fragments call each other more than ${maxDepth} deep`, 'write some of the steps out')
      if (loaded.has(found.file)) return loaded.get(found.file)
      const fragment = readFragment(found.text, found.file, report)
      loaded.set(found.file, fragment)
      if (fragment === undefined) return undefined
      around.set(fragment.yaml, outer)
      checkConnectors(fragment.spec.connections, fragment.yaml, connectors, report)
      checkSettingSpecs(fragment.spec.parameters, fragment.yaml, ['parameters'], diagnostic => {
        // Nothing can be held against parameters that are no schema.
        loaded.set(found.file, undefined)
        report(diagnostic)
      })
      return loaded.get(found.file)
    },
  })
}

const readFragment = (
  text: string,
  file: string,
  report: (diagnostic: Diagnostic) => void,
): LoadedFragment | undefined => {
  const { yaml, diagnostics } = readYaml(text, file)
  diagnostics.forEach(report)
  if (yaml === undefined) return undefined
  const { data: spec, error } = fragmentFileSpec.safeParse(yaml.value)
  for (const issue of error?.issues ?? []) {
    for (const explained of explainIssue(issue, path => keysOfSchema(fragmentFileSpec, path)))
      report(locate(yaml, { ...explained, problem: explained.problem.replace('the flow', 'the fragment') }))
  }
  return spec === undefined ? undefined : { yaml, spec }
}
