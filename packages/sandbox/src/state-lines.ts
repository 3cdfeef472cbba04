import { isJsonObject, type Json, type JsonObject } from './json.js'

/** Lists longer than this leave the first line, a piece of so many rows to a line. */
const rowsPerLine = 500

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/**
 * A state as lines of JSON: the first is the state without its long lists, each other line a piece of one. A hundred thousand
 * orders are more than one text can hold.
 */
export const toLines = (state: Json): readonly string[] => {
  const pieces: string[] = []
  const withoutLongLists = (value: Json, path: readonly string[]): Json => {
    if (isList(value)) {
      if (value.length <= rowsPerLine)
        return value.map((own, index) => withoutLongLists(own, [...path, `${index}`]))
      for (let at = 0; at < value.length; at += rowsPerLine)
        pieces.push(JSON.stringify({ path, rows: value.slice(at, at + rowsPerLine) }))
      return []
    }
    if (!isJsonObject(value)) return value
    const kept: Record<string, Json> = {}
    for (const [name, own] of Object.entries(value)) kept[name] = withoutLongLists(own, [...path, name])
    return kept
  }
  const first = JSON.stringify(withoutLongLists(state, []))
  return [first, ...pieces]
}

/** @throws SyntaxError when a line is no JSON, or a piece has no place */
export const fromLines = async (lines: AsyncIterable<string>): Promise<unknown> => {
  let state: unknown
  for await (const line of lines) {
    if (line === '') continue
    const parsed: unknown = JSON.parse(line)
    if (state === undefined) state = parsed
    else addPiece(state, parsed)
  }
  return state
}

const addPiece = (state: unknown, piece: unknown): void => {
  const { path, rows }: JsonObject = isJsonObject(piece) ? piece : {}
  const list = isStrings(path) ? listAt(state, path) : undefined
  if (list === undefined || !Array.isArray(rows)) throw new SyntaxError('A line is no piece of a list.')
  for (const row of rows) list.push(row)
}

const isStrings = (value: Json | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every(part => typeof part === 'string')

const listAt = (state: unknown, path: readonly string[]): unknown[] | undefined => {
  let place: unknown = state
  for (const name of path)
    place = typeof place === 'object' && place !== null ? Reflect.get(place, name) : undefined
  return Array.isArray(place) ? place : undefined
}
