/** The known word that a mistyped one was most likely meant to be, if any is near. */
export const nearestWord = (word: string, known: readonly string[]): string | undefined => {
  const allowed = Math.max(1.25, Math.floor(word.length / 3))
  let best: { readonly word: string; readonly distance: number } | undefined
  for (const candidate of known) {
    const distance = Math.min(
      editDistance(plain(word), plain(candidate)),
      startsDistance(plain(word), plain(candidate)),
    )
    if (distance <= allowed && (best === undefined || distance < best.distance))
      best = { word: candidate, distance }
  }
  return best?.word
}

/** `did you mean "match"?`, or else what there is to choose from. */
export const suggest = (word: string, known: readonly string[]): string => {
  const nearest = nearestWord(word, known)
  if (nearest !== undefined) return `did you mean "${nearest}"?`
  if (known.length === 0) return 'nothing is known here'
  const shown = [...known].sort().slice(0, 12)
  return `known here: ${shown.join(', ')}${known.length > shown.length ? ', ...' : ''}`
}

// snake_case and camelCase of one word are one word: authors mix them.
const plain = (word: string): string => word.toLowerCase().replace(/[_\-\s]/g, '')

/** `totl` is near `total_amount`: the beginning of a longer word counts, a little less than the whole. */
const startsDistance = (word: string, candidate: string): number =>
  word.length >= 3 && candidate.length > word.length + 1
    ? editDistance(word, candidate.slice(0, word.length + 1)) + 0.25
    : Number.POSITIVE_INFINITY

/** Optimal string alignment: one insertion, deletion, replacement or swap of neighbours costs 1. */
const editDistance = (left: string, right: string): number => {
  if (Math.abs(left.length - right.length) > 8 || left.length > 80) return Number.POSITIVE_INFINITY
  let beforeLast: readonly number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1]
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, right.length)
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY
