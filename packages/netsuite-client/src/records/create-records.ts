import { ApiError } from '@tiktok-ns/client-kit'
import type { Answer, Call, Caller } from '../transport/caller.js'
import { listIds } from './collection.js'
import type { AnyFields, Lines } from './field-types.js'
import { addsLines, checkLines, type LineChange } from './lines.js'
import { needsLookup, quoteForFilter, type RecordAddress, recordPath, typePath } from './record-address.js'
import { type RecordLink, readLocation } from './record-link.js'
import type { LineOf } from './record-type.js'
import type { RecordCallOptions, Records, WriteOptions } from './records.js'

/** What NetSuite does with a field whose name it does not know. */
export type UnknownFields = 'refuse' | 'ignore'

export const createRecords = (call: Caller, unknownFields: UnknownFields): Records => {
  const headers = unknownFields === 'refuse' ? { 'x-netsuite-propertynamevalidation': 'Error' } : undefined

  /** The path of a record; an external id that cannot stand in a URL is looked up by a filter first. */
  const resolve = async (
    type: string,
    address: RecordAddress,
    options: RecordCallOptions,
  ): Promise<string> => {
    if (!needsLookup(address)) return recordPath(type, address)
    const q = `externalId IS ${quoteForFilter(address.externalId)}`
    for await (const id of listIds(call, type, { q, pageSize: 1, ...pick(options) }))
      return recordPath(type, id)
    throw new ApiError({
      kind: 'missing',
      message: `NetSuite lists no ${type} with the external id ${address.externalId}`,
      hint: 'Check the external id. A record just written may be missing from lists for a while.',
      request: `GET /services/rest${typePath(type)}`,
    })
  }

  const write = async (
    sent: Pick<Call, 'method' | 'path' | 'repeatable'> & { readonly body: AnyFields },
    { replace, ...options }: WriteOptions,
  ): Promise<Answer> =>
    call({
      ...sent,
      query: { replace: replace === undefined || replace.length === 0 ? undefined : replace.join(',') },
      ...(headers === undefined ? {} : { headers }),
      ...pick(options),
    })

  const update = async (
    type: string,
    address: RecordAddress,
    fields: AnyFields,
    options: WriteOptions,
  ): Promise<RecordLink> => {
    const path = await resolve(type, address, options)
    const repeatable = !addsLines(fields, options.replace)
    const answer = await write({ method: 'PATCH', path, body: fields, repeatable }, options)
    // Some accounts leave `Location` out of the answer to a change; by internal id it says nothing new.
    return typeof address === 'string' ? { type, id: address } : readLocation(answer, `PATCH ${path}`)
  }

  const changeLines =
    (change: LineChange): Records['mergeLines'] =>
    (type, address, sublist, lines, options = {}) => {
      checkLines(change, sublist, lines)
      const replace = change === 'replace' ? { replace: [sublist] } : {}
      return update(type, address, { [sublist]: { items: lines } }, { ...options, ...replace })
    }

  const attachment =
    (action: 'attach' | 'detach'): Records['attach'] =>
    async (type, address, what, other, options = {}) => {
      const record = await resolve(type, address, options)
      const otherId = (await resolve(what, other, options)).slice(typePath(what).length + 1)
      // Attaching what is attached, or detaching what is not, changes nothing.
      await call({
        method: 'POST',
        path: `${record}/!${action}/${what}/${otherId}`,
        repeatable: true,
        ...pick(options),
      })
    }

  return {
    get: async (type, address, { expandSubResources, fields, ...options } = {}) => {
      if (expandSubResources === true && fields !== undefined)
        throw new TypeError('NetSuite takes either expandSubResources or fields, not both')
      const path = await resolve(type, address, options)
      return read(call, path, { expandSubResources, fields: fields?.join(',') }, options)
    },
    create: async (type, fields, options = {}) => {
      const path = typePath(type)
      const answer = await write({ method: 'POST', path, body: { ...fields }, repeatable: false }, options)
      return readLocation(answer, `POST ${path}`)
    },
    update: (type, address, fields, options = {}) => update(type, address, { ...fields }, options),
    upsert: async (type, externalId, fields, options = {}) => {
      const path = recordPath(type, { externalId })
      const body = { ...fields }
      const repeatable = !addsLines(body, options.replace)
      return readLocation(await write({ method: 'PUT', path, body, repeatable }, options), `PUT ${path}`)
    },
    delete: async (type, address, options = {}) => {
      const path = await resolve(type, address, options)
      await call({ method: 'DELETE', path, repeatable: true, ...pick(options) })
    },
    list: (type, options) => listIds(call, type, options),
    getPart: async (type, address, path, { expandSubResources, ...options } = {}) => {
      const record = await resolve(type, address, options)
      const part = path.map(step => encodeURIComponent(String(step))).join('/')
      return read(call, `${record}/${part}`, { expandSubResources }, options)
    },
    getLines: async <Type extends string, Sublist extends string>(
      type: Type,
      address: RecordAddress,
      sublist: Sublist,
      options: RecordCallOptions = {},
    ) => {
      const path = `${await resolve(type, address, options)}/${encodeURIComponent(sublist)}`
      const query = { expandSubResources: true }
      const { items = [] } = await read<Lines<LineOf<Type, Sublist>>>(call, path, query, options)
      return items
    },
    mergeLines: changeLines('merge'),
    appendLines: changeLines('append'),
    replaceLines: changeLines('replace'),
    transform: async (type, address, target, fields, options = {}) => {
      const source = await resolve(type, address, options)
      const path = `${source}/!transform/${encodeURIComponent(target)}`
      const answer = await write({ method: 'POST', path, body: { ...fields }, repeatable: false }, options)
      return readLocation(answer, `POST ${path}`)
    },
    attach: attachment('attach'),
    detach: attachment('detach'),
  }
}

const pick = ({ signal, priority, caller }: RecordCallOptions): RecordCallOptions => ({
  signal,
  priority,
  caller,
})

const read = async <Shape>(
  call: Caller,
  path: string,
  query: NonNullable<Call['query']>,
  options: RecordCallOptions,
): Promise<Shape> => {
  const { body } = await call({ method: 'GET', path, query, repeatable: true, ...pick(options) })
  if (isRecord<Shape>(body)) return body
  throw new ApiError({
    kind: 'unavailable',
    message: 'NetSuite answered without a record',
    hint: 'Read it again.',
    request: `GET /services/rest${path}`,
  })
}

/** The fields are NetSuite's word: their schema differs from account to account, and unknown ones are kept as they came. */
const isRecord = <Shape>(body: unknown): body is Shape =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
