import { isRecord } from '../expressions/is-record.js'
import { stepRegistry } from '../steps/step-registry.js'
import { type FlowFiles, noFiles } from './flow-files.js'
import { readYaml } from './read-yaml.js'
import { resolveOverlay } from './resolve-overlay.js'

/**
 * A flow as a Mermaid flowchart: where records come from, what each step does, and where they may end. A flow that extends another
 * is drawn as it will run.
 *
 * @param file Its own path, from which the paths of others start.
 * @throws TypeError for text that is no flow; `checkFlow` says why.
 */
export const drawFlow = (text: string, file = 'flow', files: FlowFiles = noFiles): string => {
  const written = readYaml(text, file).yaml
  const yaml = written === undefined ? undefined : resolveOverlay(written, files).yaml
  if (yaml === undefined || !isRecord(yaml.value)) throw new TypeError('this is no flow')
  const drawing = createDrawing()
  const flow = yaml.value
  const sources = [flow['export'], ...(Array.isArray(flow['exports']) ? flow['exports'] : [])].filter(
    isRecord,
  )
  const starts = sources.map(source => drawing.node('source', [`export ${String(source['from'])}`]))
  const ends = drawing.steps(
    flow['steps'],
    starts.map(from => ({ from })),
  )
  const done = drawing.node('end', ['settled'])
  for (const end of ends) drawing.edge(end, done)
  return `${['flowchart TD', ...drawing.lines].join('\n')}\n`
}

/** A way out of a node, with what is written on it. */
interface Way {
  readonly from: string
  readonly label?: string
}

type Shape = 'source' | 'step' | 'question' | 'write' | 'end'

const brackets: Readonly<Record<Shape, readonly [string, string]>> = {
  source: ['([', '])'],
  step: ['[', ']'],
  question: ['{', '}'],
  write: ['[/', '/]'],
  end: ['((', '))'],
}

const shapeByKind: Readonly<Record<string, Shape>> = {
  filter: 'question',
  branch: 'question',
  import: 'write',
}

const createDrawing = () => {
  const lines: string[] = []
  let count = 0

  const node = (shape: Shape, words: readonly string[]): string => {
    count += 1
    const id = `n${count}`
    const [open, close] = brackets[shape]
    lines.push(`  ${id}${open}"${words.map(quoted).join('<br/>')}"${close}`)
    return id
  }

  const edge = ({ from, label }: Way, to: string): void => {
    lines.push(`  ${from} -->${label === undefined ? '' : `|"${quoted(label)}"|`} ${to}`)
  }

  /** Draws a list of steps, and gives the ways that lead out of it. */
  const steps = (list: unknown, ways: readonly Way[]): readonly Way[] =>
    (Array.isArray(list) ? list.filter(isRecord) : []).reduce<readonly Way[]>(
      (open, step) => drawStep(step, open),
      ways,
    )

  const drawStep = (step: Readonly<Record<string, unknown>>, ways: readonly Way[]): readonly Way[] => {
    const kind: string = stepRegistry.find(candidate => Object.hasOwn(step, candidate.kind))?.kind ?? 'step'
    const id = node(shapeByKind[kind] ?? 'step', [`${kind} ${String(step[kind] ?? '')}`, ...detailsOf(step)])
    for (const way of ways) edge(way, id)
    const inner = listsIn(step)
    if (inner.length === 0) {
      if (kind !== 'filter') return [{ from: id }]
      edge({ from: id, label: 'no' }, node('end', [step['otherwise'] === 'fail' ? 'parked' : 'skipped']))
      return [{ from: id, label: 'yes' }]
    }
    const ends = inner.flatMap(({ label, list }) => steps(list, [{ from: id, label }]))
    // Steps that recover from a failure, and branches that nothing matches, leave the step itself as a way on.
    return kind === 'branch' ? ends : [{ from: id }, ...ends]
  }

  return { lines, node, edge, steps }
}

const detailsOf = (step: Readonly<Record<string, unknown>>): readonly string[] =>
  ['in', 'into', 'when', 'keep', 'over'].flatMap(key => {
    const value = step[key]
    return typeof value === 'string' ? [key === 'in' || key === 'into' ? value : `${key} ${value}`] : []
  })

/** Lists of steps inside a step, with what stands over them: branches, children, recoveries. */
const listsIn = (
  value: Readonly<Record<string, unknown>>,
  label = '',
): readonly { readonly label: string; readonly list: readonly unknown[] }[] =>
  Object.entries(value).flatMap(([name, member]) => {
    if (Array.isArray(member)) {
      if (member.length > 0 && member.every(isStep)) return [{ label: label || name, list: member }]
      return member.filter(isRecord).flatMap(item => listsIn(item, labelOf(item) ?? name))
    }
    return isRecord(member) && name !== 'payload' && name !== 'set'
      ? listsIn(member, label === '' ? name : `${label} ${name}`)
      : []
  })

const isStep = (value: unknown): boolean =>
  isRecord(value) && stepRegistry.some(({ kind }) => typeof value[kind] === 'string')

const labelOf = (item: Readonly<Record<string, unknown>>): string | undefined =>
  ['name', 'when', 'if'].map(key => item[key]).find((value): value is string => typeof value === 'string')

const maxLabel = 80

const quoted = (text: string): string => {
  const line = text.replace(/\s+/g, ' ')
  const short = line.length > maxLabel ? `${line.slice(0, maxLabel)}…` : line
  return short
    .replaceAll('&', '&amp;')
    .replaceAll('"', '#quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
