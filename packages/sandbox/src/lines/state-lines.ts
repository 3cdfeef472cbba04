import { isJsonObject, type Json, type JsonObject } from '../json.js'
import { keepUnread, unreadBeside } from './unread-rows.js'

/** Lists longer than this leave the first line; their rows follow, each on a line of its own. */
const longList = 500

/** Begins the lines that are rows of a list: `{"rowsOf":["tiktokShop","shops","0","orders"]}`. */
const heading = '{"rowsOf":'

/** About so many characters are given at once. */
const pieceLength = 1 << 18

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/**
 * A state or a seed as lines of JSON, in pieces of many lines: the first line is all of it without its long lists; then comes each
 * list, a line that says where it belongs and one for each row. A hundred thousand orders are more than one text can hold.
 */
export const toLines = function* (state: Json): Generator<string | Uint8Array> {
  const lists: (readonly [path: readonly string[], rows: readonly Json[]])[] = []
  const withoutLongLists = (value: Json, path: readonly string[]): Json => {
    if (isList(value)) {
      const isLong = value.length > longList
      if (isLong || unreadBeside(value).length > 0) lists.push([path, value])
      return isLong ? [] : value.map((own, index) => withoutLongLists(own, [...path, `${index}`]))
    }
    if (!isJsonObject(value)) return value
    const kept: Record<string, Json> = {}
    for (const [name, own] of Object.entries(value)) kept[name] = withoutLongLists(own, [...path, name])
    return kept
  }
  yield `${JSON.stringify(withoutLongLists(state, []))}\n`
  for (const [path, rows] of lists) {
    yield `${heading}${JSON.stringify(path)}}\n`
    for (const text of unreadBeside(rows)) {
      yield text
      yield '\n'
    }
    if (rows.length > longList) yield* rowLines(rows)
  }
}

const rowLines = function* (rows: readonly Json[]): Generator<string> {
  let piece = ''
  for (const row of rows) {
    const text = JSON.stringify(row)
    piece += text.startsWith(heading) ? ` ${text}\n` : `${text}\n`
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

/**
 * What `toLines` has written, or somebody by hand.
 *
 * @param staysUnread whether the rows of a list stay bytes beside it, see `keepUnread`
 * @throws SyntaxError when a line is no JSON, or rows have no place
 */
export const fromLines = async (
  pieces: AsyncIterable<readonly Uint8Array[]>,
  staysUnread: (path: readonly string[]) => boolean = () => false,
): Promise<unknown> => {
  let state: unknown
  let number = 0
  let take: ((line: Uint8Array) => void) | undefined
  const ends: (() => void)[] = []

  const begin = (line: string): void => {
    const { rowsOf }: JsonObject = asObject(JSON.parse(line))
    const list = isStrings(rowsOf) ? listAt(state, rowsOf) : undefined
    if (list === undefined) throw new SyntaxError('There is no list where these rows belong.')
    if (!isStrings(rowsOf) || !staysUnread(rowsOf)) {
      take = row => list.push(JSON.parse(textOf(row)))
      return
    }
    const unread = [...unreadBeside(list)]
    take = row => unread.push(row)
    ends.push(() => keepUnread(list, unread))
  }

  for await (const lines of pieces)
    for (const line of lines) {
      number += 1
      try {
        if (number === 1) state = JSON.parse(textOf(line))
        else if (startsWithHeading(line)) begin(textOf(line))
        else if (take === undefined) throw new SyntaxError('A row comes before the list is named.')
        else take(line)
      } catch (error) {
        throw new SyntaxError(`line ${number}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  for (const end of ends) end()
  return state
}

const headingBytes = Buffer.from(heading)

const startsWithHeading = (line: Uint8Array): boolean =>
  headingBytes.equals(line.subarray(0, headingBytes.length))

const textOf = (line: Uint8Array): string =>
  Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString()

const asObject = (value: unknown): JsonObject => (isJsonObject(value) ? value : {})

const isStrings = (value: Json | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every(part => typeof part === 'string')

const listAt = (state: unknown, path: readonly string[]): unknown[] | undefined => {
  let place: unknown = state
  for (const name of path)
    place = typeof place === 'object' && place !== null ? Reflect.get(place, name) : undefined
  return Array.isArray(place) ? place : undefined
}
