import type { RunReport } from '@tiktok-ns/flow-engine'
import { renderTable } from './table.js'
import { paint, type Terminal } from './terminal.js'

/** What came of a run, for a person: counts, reasons, calls, time. */
export const renderRunReport = (report: RunReport, terminal: Terminal): string => {
  const { counts } = report
  const rows = [
    ['read', String(counts.read), ''],
    [paint(terminal, 'green', 'written'), String(counts.written), ''],
    ['skipped', String(counts.skipped), ''],
    ...byCount(report.skippedByReason).map(([reason, count]) => ['', String(count), reason]),
    [counts.failed > 0 ? paint(terminal, 'red', 'failed') : 'failed', String(counts.failed), ''],
    ...byCount(report.failedByKind).map(([kind, count]) => ['', String(count), kind]),
    ...(report.leftForNextRun > 0
      ? [['left', String(report.leftForNextRun), 'for the next run, which reads them again']]
      : []),
    ...byCount(report.calls).map(([connection, count]) => ['calls', String(count), connection]),
    ['elapsed', seconds(report.elapsedMs), ''],
  ]
  return renderTable([{ title: '' }, { title: '', align: 'right' }, { title: '' }], rows)
}

const byCount = (counts: Readonly<Record<string, number>>): readonly (readonly [string, number])[] =>
  Object.entries(counts).sort(
    ([leftName, left], [rightName, right]) => right - left || leftName.localeCompare(rightName, 'en'),
  )

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
