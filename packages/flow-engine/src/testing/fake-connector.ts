import type { Failure } from '../failures/failure.js'
import type { JsonObject } from '../json.js'
import type {
  Connector,
  ConnectorDescription,
  ExportPage,
  ExportRequest,
  ImportItem,
  ImportRequest,
  LookupAnswer,
} from '../ports/connector.js'
import { sampleConnectors } from './sample-connectors.js'

export interface FakeConnectorOptions {
  readonly description?: ConnectorDescription
  /** What `exportPages` gives; a function sees the request. */
  readonly pages?:
    | readonly (readonly JsonObject[])[]
    | ((request: ExportRequest) => AsyncIterable<ExportPage>)
  /** Matches by key. */
  readonly lookups?: Readonly<Record<string, readonly JsonObject[]>>
  /** The failure of a write, if it is to fail; `try` counts from 1 for each external id. */
  readonly refuse?: (item: ImportItem, attempt: number) => Failure | undefined
  /** Called while a write is in progress. */
  readonly whileWriting?: (item: ImportItem) => Promise<void>
}

export interface FakeConnector extends Connector {
  /** Documents by external id, as if the other system kept them. */
  readonly documents: ReadonlyMap<string, JsonObject>
  readonly writes: readonly ImportItem[]
  readonly lookedUp: readonly (readonly string[])[]
  readonly exportRequests: readonly ExportRequest[]
}

/** Thrown by a fake connector in place of a vendor's error. */
export class FakeVendorError extends Error {
  override readonly name = 'FakeVendorError'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/** A connector for tests of flows: gives the pages it is told to, and keeps what is written by external id. */
export const fakeConnector = (options: FakeConnectorOptions = {}): FakeConnector => {
  const documents = new Map<string, JsonObject>()
  const writes: ImportItem[] = []
  const lookedUp: (readonly string[])[] = []
  const exportRequests: ExportRequest[] = []
  const attempts = new Map<string, number>()
  const [fallback] = sampleConnectors
  const description = options.description ?? fallback
  if (description === undefined) throw new TypeError('a fake connector needs a description')

  const write = async (request: ImportRequest, item: ImportItem) => {
    const key = item.externalId ?? item.idempotencyKey
    const attempt = (attempts.get(key) ?? 0) + 1
    attempts.set(key, attempt)
    writes.push(item)
    await options.whileWriting?.(item)
    const failure = options.refuse?.(item, attempt)
    if (failure !== undefined) {
      if (failure.outcomeUnknown === true) documents.set(key, item.payload)
      return { status: 'failed', failure } as const
    }
    if (documents.has(key) && request.ifExists === 'fail')
      return {
        status: 'failed',
        failure: { kind: 'duplicate', message: `"${key}" is there already` },
      } as const
    const change = documents.has(key) ? (request.ifExists === 'update' ? 'updated' : 'unchanged') : 'created'
    if (change !== 'unchanged') documents.set(key, item.payload)
    return { status: 'written', change, ref: `id-${key}`, answer: { id: `id-${key}` } } as const
  }

  return {
    description,
    documents,
    writes,
    lookedUp,
    exportRequests,
    async *exportPages(request, { signal }) {
      signal.throwIfAborted()
      if (!Object.hasOwn(description.resources, request.resource))
        throw new FakeVendorError({ kind: 'missing', message: `there is no resource "${request.resource}"` })
      exportRequests.push(request)
      const { pages = [] } = options
      if (typeof pages === 'function') yield* pages(request)
      else {
        for (const records of pages) {
          const wanted =
            request.ids === undefined
              ? records
              : records.filter(record => request.ids?.includes(String(record['id'])))
          if (request.ids === undefined || wanted.length > 0) yield { records: wanted }
        }
      }
    },
    lookupMany: async ({ keys }) => {
      lookedUp.push(keys)
      return keys.map((key): LookupAnswer => ({ key, matches: options.lookups?.[key] ?? [] }))
    },
    importMany: async (request, { signal }) => {
      signal.throwIfAborted()
      return Promise.all(request.items.map(item => write(request, item)))
    },
    probe: async () => [{ ok: true, subject: 'connection', message: 'works' }],
    toFailure: error =>
      error instanceof FakeVendorError
        ? error.failure
        : { kind: 'unknown', message: error instanceof Error ? error.message : String(error) },
  }
}
