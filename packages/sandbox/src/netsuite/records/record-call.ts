import { isJsonObject, type Json, type JsonObject } from '../../json.js'
import type { Account } from '../account.js'
import { problems } from '../problem.js'
import type { MergeOptions } from './merge-fields.js'
import type { ReadOptions, Validation } from './read-fields.js'
import type { StoredRecord } from './record-store.js'
import type { RecordType } from './record-types.js'

/** One call of the record service. */
export interface RecordCall {
  readonly request: Request
  readonly url: URL
  /** After `/record/v1`, split at slashes and decoded. */
  readonly path: readonly string[]
  readonly nowMs: number
  readonly account: Account
}

/** `http://host/services/rest/record/v1` */
export const recordsUrl = ({ origin }: URL): string => `${origin}/services/rest/record/v1`

export const recordUrl = (url: URL, { type, id }: Pick<StoredRecord, 'type' | 'id'>): string =>
  `${recordsUrl(url)}/${type.name.toLowerCase()}/${id}`

/** The record that an internal id or an `eid:` names. @throws Problem when there is none of this type */
export const findAddressed = (type: RecordType, address: string, { store }: Account): StoredRecord => {
  const record = address.startsWith('eid:')
    ? store.getByExternalId(type, address.slice(4))
    : store.get(type, address)
  if (record !== undefined && record.type.name === type.name) return record
  throw type.group === 'transaction' ? problems.missingTransaction() : problems.missingRecord()
}

/** The body, or `empty` in place of none. @throws Problem when it is no JSON object */
export const readBody = async (request: Request, empty = ''): Promise<JsonObject> => {
  try {
    const text = await request.text()
    const body: unknown = JSON.parse(text === '' ? empty : text)
    if (isJsonObject(body)) return body
  } catch {
    // not JSON: the same refusal
  }
  throw problems.malformedBody()
}

const validationOf = (request: Request, header: string, usual: Validation): Validation => {
  const value = request.headers.get(header)?.toLowerCase()
  if (value === undefined || value === '') return usual
  if (value === 'error' || value === 'warning' || value === 'ignore') return value
  throw problems.wrongHeader(header, 'Use "Error", "Warning" or "Ignore".')
}

/** How a request wants its body read; `warnings` collects what was dropped. */
export const readOptionsOf = ({ request, account }: RecordCall, warnings: string[]): ReadOptions => ({
  account,
  names: validationOf(request, 'X-NetSuite-PropertyNameValidation', 'warning'),
  values: validationOf(request, 'X-NetSuite-PropertyValueValidation', 'error'),
  warn: path => warnings.push(path),
})

export const mergeOptionsOf = ({ url }: RecordCall): MergeOptions => ({
  replaced: new Set((url.searchParams.get('replace') ?? '').toLowerCase().split(',').filter(Boolean)),
  clearsReplaced: url.searchParams.get('replaceSelectedFields') === 'true',
})

/** 204 with where the record is. */
export const writtenResponse = (url: URL, record: StoredRecord, warnings: readonly string[]): Response => {
  const headers = new Headers({ location: recordUrl(url, record) })
  if (warnings.length > 0)
    headers.set(
      'x-netsuite-propertyvalidation',
      `Warning: unknown or invalid properties: ${warnings.join(', ')}`,
    )
  return new Response(null, { status: 204, headers })
}

export const jsonResponse = (body: Json, kind: 'singular' | 'collection'): Response =>
  new Response(JSON.stringify(body), {
    headers: { 'content-type': `application/vnd.oracle.resource+json; type=${kind}; charset=UTF-8` },
  })
