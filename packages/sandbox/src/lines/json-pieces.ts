import { isJsonObject, type Json } from '../json.js'
import { unreadBeside } from './unread-rows.js'

/** About so many characters are given at once. */
const pieceLength = 1 << 18

/** Lists longer than this are written row by row. */
const longList = 500

/**
 * A state as one JSON, in pieces: a hundred thousand orders are more than one text can hold. Rows that nobody has read yet are written
 * as the bytes they came as.
 */
export const jsonPieces = function* (state: Json): Generator<string | Uint8Array> {
  let waiting = ''
  for (const part of partsOf(state)) {
    if (typeof part === 'string') {
      waiting += part
      if (waiting.length < pieceLength) continue
    }
    if (waiting !== '') yield waiting
    waiting = ''
    if (typeof part !== 'string') yield part
  }
  if (waiting !== '') yield waiting
}

const partsOf = function* (value: Json): Generator<string | Uint8Array> {
  if (isList(value) && isLong(value)) {
    let before = '['
    for (const text of unreadBeside(value)) {
      yield before
      yield text
      before = ','
    }
    for (const row of value) {
      yield before
      if (value.length > longList) yield JSON.stringify(row)
      else yield* partsOf(row)
      before = ','
    }
    yield ']'
  } else if (isJsonObject(value) && isLong(value)) {
    let before = '{'
    for (const [name, own] of Object.entries(value)) {
      yield `${before}${JSON.stringify(name)}:`
      yield* partsOf(own)
      before = ','
    }
    yield '}'
  } else yield JSON.stringify(value)
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** Whether there is a long list in it, wherever. */
const isLong = (value: Json): boolean => {
  if (isList(value))
    return value.length > longList || unreadBeside(value).length > 0 || value.some(own => isLong(own))
  return isJsonObject(value) && Object.values(value).some(isLong)
}
