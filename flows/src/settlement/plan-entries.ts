import { externalIdOf, memoOf, type PostedEntry } from './posted-entries.js'
import { differenceOf, mergeLines, type PostingLine } from './posting-line.js'
import type { EntryPart } from './split-parts.js'

/** An entry to be written. */
export interface PlannedEntry extends EntryPart {
  readonly externalId: string
  readonly memo: string
}

export interface EntriesWanted {
  /** External id of the statement's first entry. */
  readonly base: string
  /** What the memos begin with. */
  readonly title: string
  readonly version: string
  readonly lines: readonly PostingLine[]
  /** What becomes of a statement that changed after it was posted. */
  readonly onChange: 'adjust' | 'reverseAndRepost' | 'hold'
  /** Cuts lines into entries that NetSuite takes. */
  split(lines: readonly PostingLine[]): readonly EntryPart[]
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
  const parts = change === 0 ? wanted.split(wanted.lines) : changeParts(wanted, basisLines)
  const written = new Set(posted.map(({ externalId }) => externalId.toLowerCase()))
  return parts
    .map((own, index) => {
      const [part, of] = [index + 1, parts.length]
      return {
        externalId: externalIdOf(wanted.base, change, part),
        memo: memoOf(wanted.title, { change, part, of, version: wanted.version }),
        ...own,
      }
    })
    .filter(({ externalId }) => !written.has(externalId.toLowerCase()))
}

/** A correction is of the statement's own month: what was carried over from the one before has come to nothing by then. */
const changeParts = (
  { lines, onChange, split }: EntriesWanted,
  basisLines: readonly PostingLine[],
): readonly EntryPart[] => {
  const wanted = lines.map(({ isEarlier: _, ...line }) => line)
  const difference = differenceOf(wanted, basisLines)
  if (difference.length === 0) return []
  if (onChange !== 'reverseAndRepost') return split(difference)
  const reversal = mergeLines(basisLines.map(line => ({ ...line, amount: line.amount.times(-1) })))
  return [...split(reversal), ...split(mergeLines(wanted))]
}
