import type { Json } from '../json.js'

const quote = 0x22
const backslash = 0x5c
const opening: ReadonlySet<number> = new Set([0x7b, 0x5b])
const closing: ReadonlySet<number> = new Set([0x7d, 0x5d])
const comma = 0x2c

/**
 * The named members of a JSON object that are neither a list nor an object, found without reading the rest of it: a tenth of
 * what it takes to read it whole.
 *
 * @throws SyntaxError when the bytes are no object of JSON; what is inside of the other members is not looked at
 */
export const readScalars = (
  bytes: Uint8Array,
  names: ReadonlySet<string>,
): Readonly<Record<string, Json>> => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const found: [string, Json][] = []
  let at = nextMark(text, 0)
  if (text[at] !== 0x7b) throw notAnObject()
  at = nextMark(text, at + 1)
  while (text[at] === quote) {
    const nameEnd = endOfString(text, at)
    const name = text.toString('latin1', at + 1, nameEnd - 1)
    const from = nextMark(text, nextMark(text, nameEnd) + 1)
    const end = endOfValue(text, from)
    if (names.has(name) && !opening.has(text[from] ?? 0))
      found.push([name, JSON.parse(text.toString('utf8', from, end))])
    at = nextMark(text, end)
    if (text[at] === comma) at = nextMark(text, at + 1)
  }
  if (text[at] !== 0x7d) throw notAnObject()
  return Object.fromEntries(found)
}

const notAnObject = () => new SyntaxError('A row is no JSON object.')

/** The next place that is no white space. */
const nextMark = (text: Buffer, from: number): number => {
  let at = from
  while ((text[at] ?? quote) <= 0x20) at += 1
  return at
}

/** The place behind a string that begins at `from`. */
const endOfString = (text: Buffer, from: number): number => {
  for (let at = from + 1; at < text.length; at += 1) {
    const byte = text[at]
    if (byte === quote) return at + 1
    if (byte === backslash) at += 1
  }
  throw notAnObject()
}

/** The place behind a value that begins at `from`. */
const endOfValue = (text: Buffer, from: number): number => {
  let depth = 0
  for (let at = from; at < text.length; ) {
    const byte = text[at] ?? 0
    if (byte === quote) {
      at = endOfString(text, at)
      if (depth === 0) return at
      continue
    }
    if (depth === 0 && (byte === comma || closing.has(byte))) return at
    if (opening.has(byte)) depth += 1
    else if (closing.has(byte)) {
      depth -= 1
      if (depth === 0) return at + 1
    }
    at += 1
  }
  throw notAnObject()
}
