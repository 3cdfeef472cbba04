import type { Failure } from '../failures/failure.js'
import { FailureError } from '../failures/failure-error.js'
import type { JsonObject } from '../json.js'
import type { CallContext, Connector, ExportRequest, ImportItem, ImportRequest } from '../ports/connector.js'

/** What a connector under watch tells, and when it has to fail. `step` is the path of the step or export that calls. */
export interface ConnectorWatch {
  onExport(step: string, request: ExportRequest): void
  onRecords(step: string, records: readonly JsonObject[]): void
  onImport(step: string, item: ImportItem): void
  /** The failure that the case wants of this call; each is a try. */
  failureOf(step: string, key: string): Failure | undefined
}

/** A connector whose calls are noted, and which fails where a test case says so. */
export const watchConnector = (connector: Connector, watch: ConnectorWatch): Connector => ({
  description: connector.description,
  async *exportPages(request, context) {
    const { step = '' } = context
    watch.onExport(step, request)
    for await (const page of connector.exportPages(request, context)) {
      watch.onRecords(step, page.records)
      yield page
    }
    const failure = watch.failureOf(step, '')
    if (failure !== undefined) throw new FailureError(failure)
  },
  lookupMany: async (request, context) => {
    const { step = '' } = context
    const failure = request.keys.map(key => watch.failureOf(step, key)).find(found => found !== undefined)
    if (failure !== undefined) throw new FailureError(failure)
    return connector.lookupMany(request, context)
  },
  importMany: (request, context) => importWatched(connector, watch, request, context),
  probe: context => connector.probe(context),
  // What a case has fail, the watch says itself.
  toFailure: error => (error instanceof FailureError ? error.failure : connector.toFailure(error)),
})

const importWatched = async (
  connector: Connector,
  watch: ConnectorWatch,
  request: ImportRequest,
  context: CallContext,
) => {
  const { step = '' } = context
  const failures = request.items.map(item => {
    watch.onImport(step, item)
    return watch.failureOf(step, item.externalId ?? item.idempotencyKey)
  })
  // A write of unknown outcome is made, and its answer lost.
  const items = request.items.filter((_, index) => isMade(failures[index]))
  const results = items.length === 0 ? [] : await connector.importMany({ ...request, items }, context)
  const ofItem = new Map(items.map((item, index) => [item, results[index]]))
  return request.items.map((item, index) => {
    const failure = failures[index]
    if (failure !== undefined) return { status: 'failed', failure } as const
    const result = ofItem.get(item)
    if (result === undefined) throw new TypeError('the connector gave fewer results than it had items')
    return result
  })
}

const isMade = (failure: Failure | undefined): boolean =>
  failure === undefined || failure.outcomeUnknown === true
