import type { AuditEntry, AuditLog } from '../ports/audit-log.js'

export const createMemoryAuditLog = (): AuditLog => {
  const entries: AuditEntry[] = []
  return {
    addAudit: async entry => void entries.push(entry),
    listAudit: async ({ flow, traceKey, sinceMs = 0, limit }) =>
      entries
        .filter(
          entry =>
            (flow === undefined || entry.flow === flow) &&
            (traceKey === undefined || entry.traceKey === traceKey) &&
            entry.atMs >= sinceMs,
        )
        .reverse()
        .slice(0, limit),
  }
}
