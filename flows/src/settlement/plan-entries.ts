import { externalIdOf, memoOf, type PostedEntry } from './posted-entries.js'
import { differenceOf, mergeLines, type PostingLine } from './posting-line.js'
import { splitParts } from './split-parts.js'
import type { JournalOptions } from './to-postings.js'

/** An entry to be written. It balances. */
export interface PlannedEntry {
  readonly externalId: string
  readonly memo: string
  readonly lines: readonly PostingLine[]
}

export interface EntriesWanted {
  /** External id of the statement's first entry. */
  readonly base: string
  /** What the memos begin with. */
  readonly title: string
  readonly version: string
  readonly lines: readonly PostingLine[]
  readonly maxLines: number
  /** What becomes of a statement that changed after it was posted. */
  readonly onChange: 'adjust' | 'reverseAndRepost' | 'hold'
  readonly journal: Pick<JournalOptions, 'accounts' | 'clearingMemo'>
}

/**
 * How far a statement's entries have come: `new`, `done`, `half` (a run ended between two parts) or `changed` since. Where it is not
 * new, lines of earlier entries may be needed: those of `basis`.
 */
export interface PostingState {
  readonly state: 'new' | 'done' | 'half' | 'changed'
  /** The change that is to be written: 0 is the statement itself. */
  readonly change: number
  /** Entries whose lines say what the books have before that change. */
  readonly basis: readonly PostedEntry[]
}

export const postingStateOf = (version: string, posted: readonly PostedEntry[]): PostingState => {
  if (posted.length === 0) return { state: 'new', change: 0, basis: [] }
  const change = Math.max(...posted.map(entry => entry.change))
  const latest = posted.filter(entry => entry.change === change)
  const [first] = latest
  if (latest.every(entry => entry.version === version)) {
    const isWhole = latest.length === (first?.of ?? latest.length)
    return isWhole
      ? { state: 'done', change, basis: [] }
      : { state: 'half', change, basis: posted.filter(entry => entry.change < change) }
  }
  return { state: 'changed', change: change + 1, basis: posted }
}

/** The entries that are still to be written. Entries that NetSuite has are never touched. */
export const planEntries = (
  wanted: EntriesWanted,
  { state, change }: PostingState,
  posted: readonly PostedEntry[],
  basisLines: readonly PostingLine[],
): readonly PlannedEntry[] => {
  if (state === 'done') return []
  const parts =
    change === 0 ? splitParts(wanted.lines, wanted.maxLines, wanted.journal) : changeParts(wanted, basisLines)
  const written = new Set(posted.map(({ externalId }) => externalId.toLowerCase()))
  return parts
    .map((lines, index) => {
      const [part, of] = [index + 1, parts.length]
      return {
        externalId: externalIdOf(wanted.base, change, part),
        memo: memoOf(wanted.title, { change, part, of, version: wanted.version }),
        lines,
      }
    })
    .filter(({ externalId }) => !written.has(externalId.toLowerCase()))
}

const changeParts = (
  { lines, maxLines, onChange, journal }: EntriesWanted,
  basisLines: readonly PostingLine[],
): readonly (readonly PostingLine[])[] => {
  const difference = differenceOf(lines, basisLines)
  if (difference.length === 0) return []
  if (onChange !== 'reverseAndRepost') return splitParts(difference, maxLines, journal)
  const reversal = mergeLines(basisLines.map(line => ({ ...line, amount: line.amount.times(-1) })))
  return [...splitParts(reversal, maxLines, journal), ...splitParts(lines, maxLines, journal)]
}
