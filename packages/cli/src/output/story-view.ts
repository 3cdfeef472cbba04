import type { HistoryEntry } from '@tiktok-ns/flow-engine'
import type { Chapter, Story } from '../operations/tell-story.js'
import { toSecond } from './instants.js'
import { paint, type Terminal } from './terminal.js'

/** A story for a person: a line for each thing that happened, oldest first. */
export const renderStory = ({ asked, chapters }: Story, terminal: Terminal): string => {
  if (chapters.length === 0)
    return [
      `No flow has met ${asked}.`,
      'Either it has not changed since the flow last read, or it lies outside what the flow reads.',
      'Try: tiktok-ns run <flow> --ids <id>',
    ].join('\n')
  return chapters.map(chapter => renderChapter(chapter, terminal)).join('\n\n')
}

const renderChapter = ({ flow, traceKey, history, parked, audit }: Chapter, terminal: Terminal): string => {
  const events = [
    ...history.map(entry => ({ atMs: entry.atMs, text: describe(entry) })),
    ...audit.map(({ atMs, by, action }) => ({ atMs, text: `${by} did ${action}` })),
  ].sort((left, right) => left.atMs - right.atMs)
  const lines = events.map(({ atMs, text }) => `  ${toSecond(atMs)}  ${text}`)
  const now =
    parked?.status === 'open' ? [`  now: parked at step ${parked.step} after ${parked.attempts} tries`] : []
  const next =
    parked?.status === 'open' && parked.failure.hint ? [`  what to do: ${parked.failure.hint}`] : []
  return [paint(terminal, 'bold', `${traceKey} in ${flow}`), ...lines, ...now, ...next].join('\n')
}

const describe = ({ status, step, detail, versionMs, writes, runId }: HistoryEntry): string => {
  const version = versionMs === undefined ? '' : `, version of ${toSecond(versionMs)}`
  const written = writes.map(
    ({ step: by, change, ref, externalId }) =>
      `${by} ${change} ${ref}${externalId === undefined ? '' : ` (${externalId})`}`,
  )
  const what = {
    written: written.length === 0 ? 'went through, nothing to write' : written.join('; '),
    skipped: `skipped by ${step ?? 'a step'}: ${detail ?? ''}`,
    failed: `failed at ${step ?? 'a step'}: ${detail ?? ''}`,
  }[status]
  return `${what}  [run ${runId.slice(0, 8)}${version}]`
}
