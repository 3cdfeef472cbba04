import type { PostingLine } from './posting-line.js'
import { clearingLine, type JournalOptions } from './to-postings.js'

/** NetSuite takes 1,000 lines of a journal in one call. */
export const usualMaxLines = 1_000

/** Lines as entries of at most so many lines, each of which balances: the rest of each waits in clearing. */
export const splitParts = (
  lines: readonly PostingLine[],
  maxLines: number,
  options: Pick<JournalOptions, 'accounts' | 'clearingMemo'>,
): readonly (readonly PostingLine[])[] => {
  const size = Math.max(1, maxLines - 1)
  const parts: (readonly PostingLine[])[] = []
  for (let start = 0; start < lines.length; start += size) {
    const part = lines.slice(start, start + size)
    parts.push([...part, ...clearingLine(part, options)])
  }
  return parts
}
