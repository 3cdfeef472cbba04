import type { JsonObject, JsonSchema } from '../../json.js'
import type {
  Connector,
  ConnectorDefinition,
  ConnectorDescription,
  ExportRequest,
  ImportItem,
  ImportRequest,
  ImportResult,
  InstantForm,
} from '../../ports/connector.js'
import { noSuch, toConnectorFailure } from '../connector-error.js'
import { foreseeWrite } from '../foresee-write.js'
import { inWindow, matchesWhere } from '../in-window.js'

export interface MemoryConnectorOptions {
  /** As flows name it in their `connections`. */
  readonly name: string
  readonly title?: string
  /** Collections of records. Each can be exported, looked up by key and written to. */
  readonly collections: { readonly [name: string]: MemoryCollectionOptions }
}

export interface MemoryCollectionOptions {
  /** What is in it at first. */
  readonly records?: readonly JsonObject[]
  /** The record's own key; `id` when left out. */
  readonly idField?: string
  readonly cursorFields?: { readonly [field: string]: InstantForm }
  /** JSON Schema of one record; any when left out. */
  readonly record?: JsonSchema
}

/** A connector whose system is this process's memory: for tests, and for trying a flow out. */
export interface MemoryConnector extends ConnectorDefinition {
  /** Everything in a collection now, in the order it came. */
  records(collection: string): readonly JsonObject[]
}

const pageSize = 100

/**
 * Makes a connector that keeps its records in memory. All its connections share them.
 *
 * @example
 * const crm = memoryConnector({ name: 'crm', collections: { contacts: { records: [{ id: '1' }] } } })
 */
export const memoryConnector = ({
  name,
  title = name,
  collections,
}: MemoryConnectorOptions): MemoryConnector => {
  const kept = new Map(
    Object.entries(collections).map(([collection, options]) => [collection, openCollection(options)]),
  )
  const collectionNamed = (collection: string): Collection => {
    const found = kept.get(collection)
    if (found === undefined) throw noSuch('collection', collection, [...kept.keys()])
    return found
  }
  const description = describe(name, title, collections)
  return {
    description,
    records: collection => [...collectionNamed(collection).records.values()],
    connect: () => connect(description, collectionNamed),
  }
}

interface Collection {
  readonly idField: string
  readonly cursorFields: { readonly [field: string]: InstantForm }
  /** By id, in the order they came. */
  readonly records: Map<string, JsonObject>
  /** The id of what was written under an idempotency key. */
  readonly written: Map<string, string>
}

const openCollection = ({
  records = [],
  idField = 'id',
  cursorFields = {},
}: MemoryCollectionOptions): Collection => ({
  idField,
  cursorFields,
  records: new Map(records.map((record, index) => [String(record[idField] ?? index + 1), record])),
  written: new Map(),
})

const describe = (
  name: string,
  title: string,
  collections: MemoryConnectorOptions['collections'],
): ConnectorDescription => {
  const anyRecord: JsonSchema = { type: 'object' }
  const each = <Described>(describeOne: (options: MemoryCollectionOptions) => Described) =>
    Object.fromEntries(
      Object.entries(collections).map(([collection, options]) => [collection, describeOne(options)]),
    )
  return {
    name,
    title,
    settings: { type: 'object', additionalProperties: false, properties: {} },
    resources: each(({ record = anyRecord, idField = 'id', cursorFields = {} }) => ({
      summary: 'Records in memory.',
      record,
      where: anyRecord,
      idField,
      cursorFields,
      maxPageSize: 1_000,
    })),
    lookups: each(({ record = anyRecord }) => ({
      summary: 'Records in memory, by their own key.',
      match: record,
    })),
    imports: each(({ record = anyRecord }) => ({
      summary: 'Keeps records in memory.',
      operations: ['create', 'update', 'upsert', 'delete'],
      payload: record,
      answer: { type: 'object', properties: { id: { type: 'string' } } },
    })),
    webhooks: {},
  }
}

const connect = (
  description: ConnectorDescription,
  collectionNamed: (name: string) => Collection,
): Connector => ({
  description,
  async *exportPages(request, { signal }) {
    const { records, cursorFields } = collectionNamed(request.resource)
    const wanted = [...records].filter(
      ([id, record]) => isWanted(id, record, request) && inWindow(record, request.window, cursorFields),
    )
    const size = request.pageSize ?? pageSize
    for (let start = 0; start < wanted.length; start += size) {
      signal.throwIfAborted()
      yield {
        records: wanted.slice(start, start + size).map(([, record]) => record),
        totalCount: wanted.length,
      }
    }
  },
  lookupMany: async ({ lookup, keys }, { signal }) => {
    signal.throwIfAborted()
    const { records } = collectionNamed(lookup)
    return keys.map(key => {
      const match = records.get(key)
      return { key, matches: match === undefined ? [] : [match] }
    })
  },
  importMany: async (request, { signal }) => {
    signal.throwIfAborted()
    const collection = collectionNamed(request.target)
    return request.items.map(item => write(collection, request, item))
  },
  previewMany: async (request, { signal }) => {
    signal.throwIfAborted()
    const { records, written } = collectionNamed(request.target)
    return request.items.map(item => {
      const ref = written.get(item.idempotencyKey) ?? item.externalId ?? item.idempotencyKey
      return foreseeWrite({ request, ref, present: records.get(ref), wanted: item.payload })
    })
  },
  probe: async () => [{ ok: true, subject: 'memory', message: 'is always there' }],
  toFailure: toConnectorFailure,
})

const isWanted = (id: string, record: JsonObject, { ids, where }: ExportRequest): boolean =>
  (ids === undefined || ids.includes(id)) && matchesWhere(record, where)

const write = (collection: Collection, request: ImportRequest, item: ImportItem): ImportResult => {
  const { records, written } = collection
  const id = written.get(item.idempotencyKey) ?? item.externalId ?? item.idempotencyKey
  const exists = records.has(id)
  const done = (change: 'created' | 'updated' | 'deleted' | 'unchanged'): ImportResult => ({
    status: 'written',
    change,
    ref: id,
    answer: { id },
  })
  if (request.operation === 'delete') {
    records.delete(id)
    return done(exists ? 'deleted' : 'unchanged')
  }
  if (request.operation === 'update' && !exists)
    return {
      status: 'failed',
      failure: { kind: 'missing', message: `there is no ${request.target} "${id}"` },
    }
  if (request.operation === 'create' && !exists && item.earlierRef !== undefined)
    return {
      status: 'failed',
      failure: {
        kind: 'missing',
        message: `the ${request.target} "${id}" was made before and is not there any more`,
      },
    }
  if (exists && request.operation === 'create' && !written.has(item.idempotencyKey)) {
    if (request.ifExists === 'fail')
      return {
        status: 'failed',
        failure: { kind: 'duplicate', message: `there is a ${request.target} "${id}" already` },
      }
  }
  if (exists && request.operation === 'create' && request.ifExists !== 'update') return done('unchanged')
  written.set(item.idempotencyKey, id)
  records.set(id, { ...records.get(id), ...item.payload, [collection.idField]: id })
  return done(exists ? 'updated' : 'created')
}
