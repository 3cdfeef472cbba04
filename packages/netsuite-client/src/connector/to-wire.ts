import type { Failure, Json, JsonObject } from '@tiktok-ns/flow-engine'
import { compactShapes } from '../generated/record-shapes.js'
import type { CompactShape } from '../records/record-shape.js'

/** A value that cannot be put on the wire as it is. */
export class WireError extends Error {
  override readonly name = 'WireError'
  readonly failure: Failure

  constructor(message: string) {
    super(message)
    this.failure = { kind: 'mapping', message, hint: 'Correct the mapping of this field.' }
  }
}

/** Types that NetSuite publishes no schema of, and the one each is like: inferred from what they have in common. */
const looksLike: Readonly<Record<string, string>> = { cashRefund: 'cashSale', vendorCredit: 'vendorBill' }

/**
 * A payload as NetSuite wants it: decimal text in number fields becomes a JSON number of exactly that value.
 *
 * @throws WireError where a number field holds something that is no decimal number.
 */
export const toWire = (recordType: string, payload: JsonObject): JsonObject =>
  convertObject(payload, compactShapes[looksLike[recordType] ?? recordType], '')

const convertObject = (object: JsonObject, shape: CompactShape | undefined, path: string): JsonObject => {
  if (shape === undefined) return object
  const numbers = wordsOf(`${shape.whole ?? ''} ${shape.number ?? ''}`)
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => {
      const at = path === '' ? name : `${path}.${name}`
      if (typeof value === 'string') return [name, numbers.has(name) ? toNumber(value, at) : value]
      const line = shape.lines?.[name]
      if (line !== undefined) return [name, convertLines(value, compactShapes[line.split(' ')[0] ?? ''], at)]
      const part = shape.part?.[name]
      return [
        name,
        part === undefined || !isObject(value) ? value : convertObject(value, compactShapes[part], at),
      ]
    }),
  )
}

const convertLines = (value: Json, line: CompactShape | undefined, path: string): Json => {
  if (!isObject(value) || value['items'] === undefined || !isList(value['items'])) return value
  const items = value['items'].map((item, index) =>
    isObject(item) ? convertObject(item, line, `${path}.items[${index}]`) : item,
  )
  return { ...value, items }
}

const wordSets = new Map<string, ReadonlySet<string>>()

const wordsOf = (words: string): ReadonlySet<string> => {
  const known = wordSets.get(words)
  if (known !== undefined) return known
  const set = new Set(words.split(' '))
  wordSets.set(words, set)
  return set
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value)

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** A double keeps fifteen significant digits exactly, and JSON writes the shortest text that reads back the same. */
const toNumber = (text: string, path: string): number => {
  if (!/^-?\d+(\.\d+)?$/.test(text))
    throw new WireError(`${path} wants a number, and "${text.slice(0, 40)}" is none`)
  const digits = text.replace(/^-/, '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '')
  if (digits.length > 15)
    throw new WireError(`${path}: ${text} has more digits than NetSuite can take exactly`)
  const number = Number(text)
  return Object.is(number, -0) ? 0 : number
}
