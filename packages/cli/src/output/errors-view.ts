import type { ParkedRecord } from '@tiktok-ns/flow-engine'
import type { ParkedSummary } from '../operations/parked-summary.js'
import { toMinute } from './instants.js'
import { renderTable } from './table.js'

/** Parked records as a table, and what to do about them. */
export const renderErrors = (parked: readonly ParkedSummary[]): string => {
  const assigned = parked.some(({ assignee = '', tags = [] }) => assignee !== '' || tags.length > 0)
  const titles = [
    'record',
    'flow',
    'step',
    'kind',
    'tries',
    'since (UTC)',
    ...(assigned ? ['who'] : []),
    'why',
  ]
  const rows = parked.map(({ traceKey, flow, step, failure, attempts, firstParkedAtMs, assignee, tags }) => [
    traceKey,
    flow,
    step,
    failure.kind,
    String(attempts),
    toMinute(firstParkedAtMs),
    ...(assigned ? [[assignee, ...(tags ?? []).map(tag => `#${tag}`)].filter(Boolean).join(' ')] : []),
    failure.message,
  ])
  const table = renderTable(
    titles.map(title => ({ title, align: title === 'tries' ? 'right' : 'left' })),
    rows,
  )
  const hints = [...new Set(parked.flatMap(({ failure }) => failure.hint ?? []))]
  return hints.length === 0 ? table : `${table}\n\nWhat to do: ${hints.join(' ')}`
}

/** One parked record with everything that is kept about it. */
export const renderParked = (parked: ParkedRecord): string => {
  const { failure } = parked
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['record', parked.traceKey],
    ['flow', parked.flow],
    ['failed at', `step ${parked.step}`],
    ['why', `${failure.message} (${failure.kind})`],
    ['what to do', failure.hint],
    ['request', failure.requestId],
    ['answer', failure.excerpt],
    ['state', parked.status === 'open' ? `open, ${parked.attempts} tries` : 'resolved'],
    ['first failed', toMinute(parked.firstParkedAtMs)],
    ['last failed', toMinute(parked.lastParkedAtMs)],
    ['assigned to', parked.assignee],
    ['tags', parked.tags?.join(', ')],
    ['edited', parked.edited === true ? 'yes: the next try takes it as it is here' : undefined],
  ]
  const table = renderTable(
    [{ title: '' }, { title: '' }],
    facts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  )
  const sent =
    parked.payload === undefined ? '' : `\n\nTo be written\n${JSON.stringify(parked.payload, undefined, 2)}`
  return `${table}\n\nAs it was read\n${JSON.stringify(parked.record, undefined, 2)}${sent}`
}
