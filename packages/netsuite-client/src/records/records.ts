import { ApiError, type Priority } from '@tiktok-ns/client-kit'
import type { Caller } from '../transport/caller.js'
import { idFromLocation } from './record-location.js'

/** Fields of a record as NetSuite names them. Numbers, not decimal text: NetSuite wants JSON numbers. */
export type RecordFields = Readonly<Record<string, unknown>>

/** A record by its internal id, or by the external id it was given. */
export type RecordAddress = string | { readonly externalId: string }

export interface RecordRef {
  /** Internal id, as text. */
  readonly id: string
}

export interface RecordCallOptions {
  readonly signal?: AbortSignal | undefined
  readonly priority?: Priority | undefined
}

export interface WriteOptions extends RecordCallOptions {
  /** Sublists that are replaced as a whole. Those not named are merged: lines with a known key change, others are added. */
  readonly replace?: readonly string[]
}

export interface GetOptions extends RecordCallOptions {
  /** Sublists and subrecords in full. */
  readonly expandSubResources?: boolean
  /** Only these body fields. */
  readonly fields?: readonly string[]
}

/** @see "Working with Records", SuiteTalk REST Web Services API Guide */
export interface Records {
  get(type: string, address: RecordAddress, options?: GetOptions): Promise<RecordFields>
  /**
   * Makes a record. With an `externalId` among the fields, a repetition is an error of kind `duplicate`.
   *
   * Not repeated by itself after an unclear answer: look for the external id first.
   */
  create(type: string, fields: RecordFields, options?: WriteOptions): Promise<RecordRef>
  /** Changes the fields that are given; `null` clears one. */
  update(
    type: string,
    address: RecordAddress,
    fields: RecordFields,
    options?: WriteOptions,
  ): Promise<RecordRef>
  /**
   * Creates the record, or updates the one that carries the same external id.
   *
   * Safe to repeat only if sublists are named in `replace`: NetSuite adds lines without a key once more.
   */
  upsert(type: string, externalId: string, fields: RecordFields, options?: WriteOptions): Promise<RecordRef>
  delete(type: string, address: RecordAddress, options?: RecordCallOptions): Promise<void>
}

export const createRecords = (call: Caller): Records => {
  const query = ({ replace }: WriteOptions) => (replace === undefined ? {} : { replace: replace.join(',') })
  return {
    get: async (type, address, { expandSubResources, fields, ...options } = {}) => {
      const { body } = await call({
        method: 'GET',
        path: pathOf(type, address),
        query: { expandSubResources, fields: fields?.join(',') },
        repeatable: true,
        ...options,
      })
      if (isFields(body)) return body
      throw new ApiError({
        kind: 'unavailable',
        message: `NetSuite answered without a ${type}`,
        hint: 'Read it again.',
        request: `GET ${type}`,
      })
    },
    create: async (type, fields, options = {}) => {
      const path = `/record/v1/${encodeURIComponent(type)}`
      const answer = await call({
        method: 'POST',
        path,
        query: query(options),
        body: fields,
        repeatable: false,
        ...pick(options),
      })
      return { id: idFromLocation(answer, `POST ${path}`) }
    },
    update: async (type, address, fields, options = {}) => {
      const path = pathOf(type, address)
      const repeatable = !appendsLines(fields, options)
      const answer = await call({
        method: 'PATCH',
        path,
        query: query(options),
        body: fields,
        repeatable,
        ...pick(options),
      })
      return { id: typeof address === 'string' ? address : idFromLocation(answer, `PATCH ${path}`) }
    },
    upsert: async (type, externalId, fields, options = {}) => {
      const path = pathOf(type, { externalId })
      const repeatable = !appendsLines(fields, options)
      const answer = await call({
        method: 'PUT',
        path,
        query: query(options),
        body: fields,
        repeatable,
        ...pick(options),
      })
      return { id: idFromLocation(answer, `PUT ${path}`) }
    },
    delete: async (type, address, options = {}) => {
      await call({ method: 'DELETE', path: pathOf(type, address), repeatable: true, ...options })
    },
  }
}

const pick = ({ signal, priority }: WriteOptions): RecordCallOptions => ({ signal, priority })

const isFields = (body: unknown): body is RecordFields =>
  typeof body === 'object' && body !== null && !Array.isArray(body)

/** NetSuite takes letters, digits, `_` and `-` in an external id that stands in a URL. */
const pathOf = (type: string, address: RecordAddress): string => {
  const record = `/record/v1/${encodeURIComponent(type)}`
  if (typeof address === 'string') return `${record}/${encodeURIComponent(address)}`
  if (!/^[A-Za-z0-9_-]+$/.test(address.externalId)) {
    throw new TypeError(
      `The external id "${address.externalId}" cannot stand in a URL: only letters, digits, _ and - can`,
    )
  }
  return `${record}/eid:${address.externalId}`
}

/** Lines without a key are added once more by a repetition, unless the sublist is replaced. */
const appendsLines = (fields: RecordFields, { replace = [] }: WriteOptions): boolean =>
  Object.entries(fields).some(
    ([name, value]) => isFields(value) && Array.isArray(value['items']) && !replace.includes(name),
  )
