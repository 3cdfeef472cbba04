import { isJsonObject, type Json, type JsonObject } from '../../json.js'
import { linesOf } from './merge-fields.js'
import type { StoredRecord } from './record-store.js'

export interface AnswerOptions {
  /** `http://host/services/rest/record/v1` */
  readonly recordsUrl: string
  readonly expandSubResources: boolean
  /** Body fields asked for; undefined for all. */
  readonly fields: ReadonlySet<string> | undefined
}

/** A record as a GET gives it: links first, then fields in alphabetical order; sublists as links unless expanded. */
export const toAnswer = (
  { id, type, fields }: StoredRecord,
  { recordsUrl, expandSubResources, fields: wanted }: AnswerOptions,
): JsonObject => {
  const self = `${recordsUrl}/${type.name.toLowerCase()}/${id}`
  const all: JsonObject = { ...fields, id }
  const names = Object.keys(all)
    .filter(name => wanted === undefined || wanted.has(name.toLowerCase()))
    .sort()
  const answer: Record<string, Json> = { links: [{ rel: 'self', href: self }] }
  for (const name of names) {
    const value = all[name]
    if (value === undefined || value === null || value === '') continue
    answer[name] = fieldAnswer(value, `${self}/${name}`, expandSubResources)
  }
  return answer
}

const fieldAnswer = (value: Json, href: string, expand: boolean): Json => {
  if (!isJsonObject(value)) return value
  const lines = linesOf(value)
  if (lines !== undefined) return expand ? expandedLines(lines, href) : { links: [{ rel: 'self', href }] }
  // A reference or an enumeration has an id of its own; an address has none and is a subrecord.
  if (value['id'] !== undefined) return { links: [], ...value, id: String(value['id']) }
  return expand ? { links: [{ rel: 'self', href }], ...value } : { links: [{ rel: 'self', href }] }
}

const expandedLines = (lines: readonly JsonObject[], href: string): JsonObject => ({
  links: [{ rel: 'self', href }],
  items: lines.map((line, index) => ({
    links: [{ rel: 'self', href: `${href}/${String(line['line'] ?? index + 1)}` }],
    ...line,
  })),
  totalResults: lines.length,
})
