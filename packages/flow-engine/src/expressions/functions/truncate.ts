import { defineFunction } from '../define-function.js'

/** Cuts between characters as people see them, so that no emoji is cut in half. */
const truncate = (text: string, length: bigint): string => {
  const limit = Number(length)
  if (text.length <= limit) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length > limit) break
    kept += segment
  }
  return kept.trimEnd()
}

export const truncateFunction = defineFunction({
  name: 'truncate',
  summary: 'The text cut to at most so many characters, never in the middle of one.',
  overloads: [{ signature: 'truncate(string, int): string', call: truncate }],
  examples: [
    { expression: 'truncate("Jane Doe", 83)', gives: 'Jane Doe' },
    { expression: 'truncate("12 Long Street", 7)', gives: '12 Long' },
    { expression: 'truncate("ab👍🏽", 4)', gives: 'ab' },
  ],
})
