import type { RunEvent } from '@tiktok-ns/flow-engine'
import { createProgress } from './progress.js'
import type { Terminal } from './terminal.js'

/** A progress line that follows a run. */
export const watchRun = (terminal: Terminal): { observe(event: RunEvent): void; done(): void } => {
  const progress = createProgress(terminal)
  const startedAt = Date.now()
  let settled = 0
  let failed = 0
  let total: number | undefined
  return {
    observe: event => {
      if (event.type === 'pageRead') total = event.totalCount ?? total
      if (event.type !== 'recordSettled') return
      settled += 1
      const elapsedMs = Date.now() - startedAt
      if (event.outcome.status === 'failed') failed += 1
      // Before a second has gone by there is no rate to speak of.
      if (elapsedMs >= 1_000) progress.update(progressText(settled, failed, total, elapsedMs))
    },
    done: () => progress.done(),
  }
}

const progressText = (
  settled: number,
  failed: number,
  total: number | undefined,
  elapsedMs: number,
): string => {
  const rate = settled / Math.max(elapsedMs / 1000, 0.001)
  const of = total === undefined ? '' : ` of ${total}`
  // A page's records settle together: what the first few of them took says nothing about the rest.
  const foresees = total !== undefined && total > settled && settled >= Math.min(100, total / 10)
  const left = foresees ? `, ${Math.ceil((total - settled) / rate)} s left` : ''
  return `${settled}${of} records, ${Math.round(rate)} a second${left}${failed > 0 ? `, ${failed} failed` : ''}`
}
