import type { Journal, JournalEntry } from '../ports/journal.js'

export const createMemoryJournal = (): Journal & {
  readonly forgetJournal: (flow: string, traceKey: string) => void
} => {
  const entries = new Map<string, JournalEntry>()
  return {
    noteImports: async noted => {
      for (const entry of noted)
        entries.set(JSON.stringify([entry.flow, entry.step, entry.idempotencyKey]), entry)
    },
    readJournal: async flow => [...entries.values()].filter(entry => entry.flow === flow),
    forgetJournal: (flow, traceKey) => {
      for (const [key, entry] of entries)
        if (entry.flow === flow && entry.traceKey === traceKey) entries.delete(key)
    },
  }
}
