import type { AuditEntry, AuditLog } from '../ports/audit-log.js'
import { prunable } from './prunable.js'

export interface MemoryAuditLog extends AuditLog {
  pruneAudit(beforeMs: number | undefined): number
  /** Takes the records out of people's edits of these keys, and answers with how many there were. */
  forgetEdits(isAbout: (entry: AuditEntry) => boolean): number
}

export const createMemoryAuditLog = (): MemoryAuditLog => {
  const entries = prunable<AuditEntry>(({ atMs }) => atMs)
  return {
    addAudit: async entry => void entries.list.push(entry),
    listAudit: async ({ flow, traceKey, sinceMs = 0, limit }) =>
      entries.list
        .filter(
          entry =>
            (flow === undefined || entry.flow === flow) &&
            (traceKey === undefined || entry.traceKey === traceKey) &&
            entry.atMs >= sinceMs,
        )
        .reverse()
        .slice(0, limit),
    pruneAudit: entries.prune,
    forgetEdits: isAbout => {
      let forgotten = 0
      entries.list.forEach((entry, index) => {
        if (entry.action !== 'parked.edit' || !isAbout(entry)) return
        const { before: _, after: __, ...rest } = entry
        entries.list[index] = rest
        forgotten += 1
      })
      return forgotten
    },
  }
}
