const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The text cut to at most so many characters, between characters as people see them, so that no emoji is cut in half. */
export const cutText = (text: string, limit: number): string => {
  if (text.length <= limit) return text
  let kept = ''
  for (const { segment } of segmenter.segment(text.slice(0, limit + 32))) {
    if (kept.length + segment.length > limit) break
    kept += segment
  }
  return kept.trimEnd()
}
