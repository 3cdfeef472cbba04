import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '../expressions/is-record.js'
import type { Json, JsonObject } from '../json.js'
import type { FieldDifference, ImportPreview, ImportRequest } from '../ports/connector.js'

export interface ForeseenWrite {
  readonly request: Pick<ImportRequest, 'target' | 'operation' | 'ifExists' | 'ifMissing'>
  readonly ref: string
  /** The record as it is; undefined when it is not there. */
  readonly present: JsonObject | undefined
  /** The fields that would be written. */
  readonly wanted: JsonObject
}

/** What a write would do to a record, by the rules that all operations have in common. */
export const foreseeWrite = ({ request, ref, present, wanted }: ForeseenWrite): ImportPreview => {
  const { target, operation, ifExists = 'keep', ifMissing = 'fail' } = request
  const absent = `there is no ${target} "${ref}"`
  if (operation === 'delete')
    return present === undefined ? { would: 'nothing', reason: absent } : { would: 'delete', ref }
  if (present === undefined) {
    if (operation !== 'update' || ifMissing === 'create') return { would: 'create' }
    return ifMissing === 'skip'
      ? { would: 'nothing', reason: absent }
      : { would: 'fail', failure: { kind: 'missing', message: absent } }
  }
  if (operation === 'create' && ifExists !== 'update') {
    const there = `there is a ${target} "${ref}" already`
    return ifExists === 'keep'
      ? { would: 'nothing', ref, reason: there }
      : { would: 'fail', failure: { kind: 'duplicate', message: there } }
  }
  const differences = fieldDifferences(present, wanted)
  return differences.length === 0
    ? { would: 'nothing', ref, reason: 'it is as wanted' }
    : { would: 'update', ref, differences }
}

/** Where the fields that are wanted differ from those that are there. Others are not looked at; lists are one value. */
export const fieldDifferences = (
  present: JsonObject,
  wanted: JsonObject,
  path = '',
): readonly FieldDifference[] =>
  Object.entries(wanted).flatMap(([name, after]) => {
    const at = path === '' ? name : `${path}.${name}`
    const before = present[name]
    if (isObject(after) && isObject(before)) return fieldDifferences(before, after, at)
    if (isDeepStrictEqual(before, after)) return []
    return [{ path: at, after, ...(before === undefined ? {} : { before }) }]
  })

const isObject = (value: Json | undefined): value is JsonObject => isRecord(value) && !Array.isArray(value)
