import { type Json, type JsonObject, maskPersonal } from '@tiktok-ns/flow-engine'

/** Takes people's data out of what is shown or kept: by the names of fields, and wherever a value that was read turns up again. */
export interface Scrubber {
  /** Learns a record's personal values. */
  note(record: JsonObject): void
  scrub(object: JsonObject): JsonObject
  /** A value that stands at a path such as `shippingAddress.addr1`. */
  scrubAt(path: string, value: Json): Json
  scrubText(text: string): string
}

/** Shorter ones say little, and are part of too much else. */
const shortest = 3

const mask = '***'

export const createScrubber = (personal: ReadonlySet<string>): Scrubber => {
  /** By the first word of a value, so that a text is looked through once however many values there are. */
  const valuesByWord = new Map<string, Set<string>>()

  const noteValue = (value: string): void => {
    const [word] = wordsIn(value)
    if (word === undefined || value.length < shortest) return
    const known = valuesByWord.get(word.text) ?? new Set<string>()
    valuesByWord.set(word.text, known.add(value))
  }

  const noteAll = (value: Json, hidden: boolean): void => {
    if (isList(value)) for (const item of value) noteAll(item, hidden)
    else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) noteAll(member, hidden || personal.has(name))
    else if (hidden && (typeof value === 'string' || typeof value === 'number'))
      noteValue(String(value).trim())
  }

  const scrubText = (text: string): string => {
    let scrubbed = ''
    let done = 0
    for (const { text: word, at } of wordsIn(text)) {
      if (at < done) continue
      const found = [...(valuesByWord.get(word) ?? [])]
        .map(value => ({ value, start: at - (wordsIn(value)[0]?.at ?? 0) }))
        .filter(({ value, start }) => start >= done && text.startsWith(value, start))
        .filter(({ value, start }) => !isWordAt(text, start + value.length))
        .sort((left, right) => right.value.length - left.value.length)[0]
      if (found === undefined) continue
      scrubbed += text.slice(done, found.start) + mask
      done = found.start + found.value.length
    }
    return scrubbed + text.slice(done)
  }

  const scrubValue = (value: Json): Json => {
    if (isList(value)) return value.map(scrubValue)
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, scrubValue(member)]))
    return typeof value === 'string' ? scrubText(value) : value
  }

  return {
    note: record => noteAll(record, false),
    scrub: object =>
      Object.fromEntries(
        Object.entries(maskPersonal(object, personal)).map(([name, member]) => [name, scrubValue(member)]),
      ),
    scrubAt: (path, value) =>
      path.split(/[.[\]]+/).some(name => personal.has(name)) ? mask : scrubValue(value),
    scrubText,
  }
}

const wordsIn = (text: string): readonly { readonly text: string; readonly at: number }[] =>
  [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index }) => ({ text: word, at: index }))

const isWordAt = (text: string, at: number): boolean => /^[\p{L}\p{N}]/u.test(text.slice(at, at + 2))

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
