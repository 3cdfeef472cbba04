import type { FieldDifference, ImportPreview, Json } from '@tiktok-ns/flow-engine'
import { stringify } from 'yaml'
import type { RehearsedWrite } from '../project/rehearse.js'
import { renderTable } from './table.js'
import { paint, type Terminal } from './terminal.js'

export interface ShownRehearsal {
  readonly flow: string
  readonly writes: readonly RehearsedWrite[]
  readonly outcomes: readonly string[]
  /** Why it ended early. */
  readonly stopped?: string
}

/** What a flow would have done: each write in a line, then what it would write, then how the records would have ended. */
export const printRehearsal = (
  { flow, writes, outcomes, stopped }: ShownRehearsal,
  terminal: Terminal,
): void => {
  terminal.out(`${flow}: nothing was written`)
  if (writes.length > 0) {
    const columns = ['would', 'record', 'external id', ''].map(title => ({ title }))
    terminal.out(
      renderTable(
        columns,
        writes.map(write => rowOf(write, terminal)),
      ),
    )
  }
  for (const write of writes.filter(isWorthShowing)) {
    const { target, externalId = '', payload } = write
    terminal.out(`\n${verbOf(write)} ${target} ${externalId}`.trimEnd())
    for (const line of stringify(payload).trimEnd().split('\n')) terminal.out(`  ${line}`)
  }
  const counts = new Map<string, number>()
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  for (const [outcome, count] of counts) terminal.out(`${count} ${outcome}`)
  if (stopped !== undefined) terminal.out(`stopped: ${stopped}`)
}

/** A payload that changes nothing says nothing new, and of an update the differences are told. */
const isWorthShowing = ({ preview }: RehearsedWrite): boolean =>
  preview === undefined ||
  preview.would === 'create' ||
  (preview.would === 'update' && preview.differences.length === 0)

const rowOf = (write: RehearsedWrite, terminal: Terminal): readonly string[] => {
  const { target, externalId = '', preview } = write
  const verb = verbOf(write)
  const lines = preview === undefined ? [unforeseen(write)] : detailsOf(preview)
  return [
    preview?.would === 'fail' ? paint(terminal, 'red', verb) : verb,
    target,
    externalId,
    lines.join('; '),
  ]
}

/** What the table says it would do. An operation of the system's own is said in its own word. */
const verbOf = ({ operation, preview }: RehearsedWrite): string => {
  if (preview === undefined) return operation
  return preview.would === 'update' && !usualOperations.has(operation) ? operation : preview.would
}

const usualOperations: ReadonlySet<string> = new Set(['create', 'update', 'upsert', 'transform', 'delete'])

const unforeseen = ({ operation, ifExists }: RehearsedWrite): string => {
  if (operation !== 'create') return ''
  if (ifExists === 'update') return 'or update it where it is there already'
  return ifExists === 'fail' ? '' : 'unless it is there already'
}

const detailsOf = (preview: ImportPreview): readonly string[] => {
  switch (preview.would) {
    case 'update':
      return preview.differences.map(showDifference)
    case 'nothing':
      return [preview.reason]
    case 'fail':
      return [`${preview.failure.kind}: ${preview.failure.message}`]
    case 'create':
    case 'delete':
      return []
    default:
      return preview satisfies never
  }
}

const showDifference = ({ path, before, after }: FieldDifference): string =>
  `${path}: ${show(before)} → ${show(after)}`

const show = (value: Json | undefined): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
