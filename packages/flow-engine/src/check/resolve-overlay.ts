import { isRecord } from '../expressions/is-record.js'
import { stepRegistry } from '../steps/step-registry.js'
import type { Diagnostic } from './diagnostic.js'
import { explainIssue } from './explain-issue.js'
import type { FlowFiles } from './flow-files.js'
import { keysOfSchema } from './keys-of-schema.js'
import { locate } from './locate.js'
import { suggest } from './nearest-word.js'
import { mergedKeys, type OverlayChange, overlaySpec } from './overlay-spec.js'
import { readYaml, type YamlFile, type YamlPath } from './read-yaml.js'
import {
  itemsOf,
  membersOf,
  toValue,
  toYamlFile,
  withItems,
  withMember,
  writtenPiece,
  type YamlPiece,
} from './yaml-pieces.js'

export interface OverlayResolution {
  /** The flow as it will run; each value knows the file it stands in. */
  readonly yaml?: YamlFile
  readonly diagnostics: readonly Diagnostic[]
}

/** Applies an overlay to the flow that it extends, and that flow's to the one it extends; any other flow is left as it is. */
export const resolveOverlay = (yaml: YamlFile, files: FlowFiles): OverlayResolution => {
  const diagnostics: Diagnostic[] = []
  const piece = resolve(yaml, files, [yaml.file], diagnostics)
  return piece === undefined ? { diagnostics } : { yaml: toYamlFile(piece, yaml), diagnostics }
}

const maxDepth = 10

const resolve = (
  yaml: YamlFile,
  files: FlowFiles,
  chain: readonly string[],
  diagnostics: Diagnostic[],
): YamlPiece | undefined => {
  const written = writtenPiece(yaml, [], yaml.value)
  if (!isRecord(yaml.value) || !Object.hasOwn(yaml.value, 'extends')) return written
  const { data: overlay, error } = overlaySpec.safeParse(yaml.value)
  for (const issue of error?.issues ?? []) {
    const explained = explainIssue(issue, path => keysOfSchema(overlaySpec, path))
    diagnostics.push(
      ...explained.map(one =>
        locate(yaml, {
          ...one,
          next: one.problem.includes('"steps"') ? 'say under "changes" what is different' : one.next,
        }),
      ),
    )
  }
  if (overlay === undefined) return undefined

  const refuse = (problem: string, next: string): undefined => {
    diagnostics.push({ code: 'unknown-name', severity: 'error', ...yaml.placeOf(['extends']), problem, next })
    return undefined
  }
  const found = files.read(overlay.extends, yaml.file)
  if (found === undefined)
    return refuse(`the flow ${overlay.extends} cannot be read`, 'check the path; it starts from this file')
  if (chain.includes(found.file))
    return refuse(`${overlay.extends} extends this flow in turn`, 'extend another one')
  if (chain.length > maxDepth)
    return refuse(`flows extend each other more than ${maxDepth} deep`, 'join some of them')
  const base = readYaml(found.text, found.file)
  diagnostics.push(...base.diagnostics)
  if (base.yaml === undefined) return undefined
  const extended = resolve(base.yaml, files, [...chain, found.file], diagnostics)
  if (extended === undefined) return undefined
  return applyChanges(mergeTop(extended, written), overlay.changes, yaml, diagnostics)
}

const mergeTop = (base: YamlPiece, overlay: YamlPiece): YamlPiece =>
  [...membersOf(overlay)]
    .filter(([name]) => name !== 'extends' && name !== 'changes')
    .reduce((merged, [name, member]) => {
      const before = membersOf(merged).get(name)
      const isMerged = before !== undefined && mergedKeys.has(name)
      return withMember(
        merged,
        name,
        isMerged ? mergeMaps(before, member, name === 'settings' ? 2 : 1) : member,
      )
    }, base)

const mergeMaps = (base: YamlPiece, overlay: YamlPiece, depth: number): YamlPiece =>
  [...membersOf(overlay)].reduce((merged, [name, member]) => {
    const before = membersOf(merged).get(name)
    // Nothing (`null`) takes away what the other flow has: a cursor, for example.
    if (toValue(member) === null) return withMember(merged, name, undefined)
    const goesDeeper = depth > 1 && before !== undefined && membersOf(member).size > 0
    return withMember(merged, name, goesDeeper ? mergeMaps(before, member, depth - 1) : member)
  }, base)

const applyChanges = (
  flow: YamlPiece,
  changes: readonly OverlayChange[],
  yaml: YamlFile,
  diagnostics: Diagnostic[],
): YamlPiece =>
  changes.reduce((changed, change, index) => {
    const path: YamlPath = ['changes', index]
    const { key, id } = targetOf(change)
    const known: string[] = []
    let found = false
    const steps = mapSteps(membersOf(changed).get('steps'), (step, stepId) => {
      known.push(stepId)
      if (stepId !== id || found) return [step]
      found = true
      return changeStep(step, change, yaml, path, diagnostics)
    })
    if (!found) {
      const place = yaml.placeOf([...path, key])
      diagnostics.push({
        code: 'unknown-name',
        severity: 'error',
        ...place,
        problem: `the flow has no step "${id}"`,
        next: suggest(id, known),
      })
    }
    return steps === undefined ? changed : withMember(changed, 'steps', steps)
  }, flow)

const targetOf = (change: OverlayChange): { readonly key: string; readonly id: string } => {
  if ('before' in change) return { key: 'before', id: change.before }
  if ('after' in change) return { key: 'after', id: change.after }
  if ('replace' in change) return { key: 'replace', id: change.replace }
  return 'remove' in change ? { key: 'remove', id: change.remove } : { key: 'in', id: change.in }
}

/** What stands in a step's place afterwards. */
const changeStep = (
  step: YamlPiece,
  change: OverlayChange,
  yaml: YamlFile,
  path: YamlPath,
  diagnostics: Diagnostic[],
): readonly YamlPiece[] => {
  const steps = 'steps' in change ? itemsOf(writtenPiece(yaml, [...path, 'steps'], change.steps)) : []
  if ('before' in change) return [...steps, step]
  if ('after' in change) return [step, ...steps]
  if ('replace' in change) return steps
  if ('remove' in change) return []
  const set = Object.entries(change.set ?? {}).reduce((changed, [target, value]) => {
    const piece = writtenPiece(yaml, [...path, 'set', target], value)
    return setAt(changed, target.split('.'), piece)
  }, step)
  const unset = (change.unset ?? []).reduce((changed, target, index) => {
    const names = target.split('.')
    const missing = missingIn(changed, names)
    if (missing === undefined) return setAt(changed, names, undefined)
    diagnostics.push({
      code: 'unknown-name',
      severity: 'error',
      ...yaml.placeOf([...path, 'unset', index]),
      problem: `the step "${change.in}" has no "${target}" to take away`,
      next: suggest(missing.name, missing.known),
    })
    return changed
  }, set)
  return [unset]
}

/** The first name on a path that is not there, and those that are beside it. */
const missingIn = (
  piece: YamlPiece,
  [name, ...rest]: readonly string[],
): { readonly name: string; readonly known: readonly string[] } | undefined => {
  if (name === undefined) return undefined
  const members = membersOf(piece)
  const member = members.get(name)
  return member === undefined ? { name, known: [...members.keys()] } : missingIn(member, rest)
}

const setAt = (
  piece: YamlPiece,
  [name, ...rest]: readonly string[],
  value: YamlPiece | undefined,
): YamlPiece => {
  if (name === undefined) return piece
  if (rest.length === 0) return withMember(piece, name, value)
  const member = membersOf(piece).get(name) ?? writtenPiece(piece.yaml, piece.path, {})
  return withMember(piece, name, setAt(member, rest, value))
}

type ChangeStep = (step: YamlPiece, id: string) => readonly YamlPiece[]

/** Steps, and those inside them, each replaced by what `change` gives for it. */
const mapSteps = (steps: YamlPiece | undefined, change: ChangeStep): YamlPiece | undefined => {
  if (steps === undefined) return undefined
  const changed = itemsOf(steps).flatMap(step => change(mapInner(step, change), idOf(step)))
  return withItems(steps, changed)
}

const mapInner = (step: YamlPiece, change: ChangeStep): YamlPiece => {
  const members = membersOf(step)
  const steps = mapSteps(members.get('steps'), change)
  const branches = members.get('branches')
  const own = steps === undefined ? step : withMember(step, 'steps', steps)
  return branches === undefined
    ? own
    : withMember(
        own,
        'branches',
        withItems(
          branches,
          itemsOf(branches).map(branch => mapInner(branch, change)),
        ),
      )
}

const idOf = (step: YamlPiece): string => {
  const members = membersOf(step)
  const kind = stepRegistry.find(candidate => members.has(candidate.kind))?.kind
  const id = kind === undefined ? undefined : members.get(kind)
  return id === undefined ? '' : String(toValue(id))
}
