import type {
  CallContext,
  Connector,
  ImportItem,
  ImportPreview,
  ImportRequest,
  ImportResult,
  JsonObject,
} from '@tiktok-ns/flow-engine'

/** A write that would have been made. */
export interface RehearsedWrite {
  /** Path of the step. */
  readonly step: string
  readonly connection: string
  readonly target: string
  readonly operation: string
  readonly ifExists: string
  readonly externalId?: string
  readonly payload: JsonObject
  /** What it would have done; undefined where the other system does not say. */
  readonly preview?: ImportPreview
}

export interface Rehearsal {
  readonly connections: ReadonlyMap<string, Connector>
  readonly writes: readonly RehearsedWrite[]
  /** Records as they were read, by the export or step that read them. */
  readonly records: ReadonlyMap<string, readonly JsonObject[]>
  /** What lookups found, by the step's path, then by key. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, readonly JsonObject[]>>
}

/** Connectors that read and do not write: what a flow would write is asked about and kept. */
export const rehearse = (connections: ReadonlyMap<string, Connector>): Rehearsal => {
  const writes: RehearsedWrite[] = []
  const records = new Map<string, JsonObject[]>()
  const answers = new Map<string, Map<string, readonly JsonObject[]>>()
  /** What earlier writes of this rehearsal would have made. */
  const made = new Set<string>()

  const wrap = (connection: string, connector: Connector): Connector => {
    const foresee = async (
      request: ImportRequest,
      context: CallContext,
    ): Promise<readonly (ImportPreview | undefined)[]> => {
      const foreseen = (await connector.previewMany?.(request, context)) ?? []
      return request.items.map((item, index) => afterEarlier(request, item, foreseen[index]))
    }

    const afterEarlier = (
      { target, operation, ifExists = 'keep' }: ImportRequest,
      item: ImportItem,
      preview: ImportPreview | undefined,
    ): ImportPreview | undefined => {
      const own = nameOf(connection, target, item.externalId ?? item.ref)
      const needed = [item, item.source, item.attachTo].flatMap(reference =>
        reference === undefined
          ? []
          : nameOf(
              connection,
              'record' in reference ? reference.record : target,
              reference.externalId ?? reference.ref,
            ),
      )
      const isMissing = preview?.would === 'fail' && preview.failure.kind === 'missing'
      if (isMissing && needed.some(name => made.has(name))) return undefined
      if (preview?.would === 'create' && made.has(own)) {
        const there = `an earlier record of this run makes this ${target} already`
        if (operation !== 'create' || ifExists === 'update') return undefined
        return ifExists === 'fail'
          ? { would: 'fail', failure: { kind: 'duplicate', message: there } }
          : { would: 'nothing', reason: there }
      }
      if (preview?.would === 'create') made.add(own)
      return preview
    }

    return {
      description: connector.description,
      async *exportPages(request, context) {
        for await (const page of connector.exportPages(request, context)) {
          const name = context.step ?? ''
          records.set(name, [...(records.get(name) ?? []), ...page.records])
          yield page
        }
      },
      lookupMany: async (request, context) => {
        const found = await connector.lookupMany(request, context)
        const step = context.step ?? ''
        const byKey = answers.get(step) ?? new Map<string, readonly JsonObject[]>()
        for (const { key, matches } of found) byKey.set(key, matches)
        answers.set(step, byKey)
        return found
      },
      importMany: async (request, context) => {
        const { target, operation, ifExists = 'keep', items } = request
        const previews = await foresee(request, context)
        return items.map((item, index): ImportResult => {
          const { payload, externalId } = item
          const preview = previews[index]
          writes.push({
            step: context.step ?? '',
            connection,
            target,
            operation,
            ifExists,
            payload,
            ...(externalId === undefined ? {} : { externalId }),
            ...(preview === undefined ? {} : { preview }),
          })
          return toResult(item, preview)
        })
      },
      probe: context => connector.probe(context),
      toFailure: error => connector.toFailure(error),
    }
  }

  return {
    connections: new Map([...connections].map(([name, connector]) => [name, wrap(name, connector)])),
    writes,
    records,
    answers,
  }
}

const nameOf = (connection: string, target: string, id: string | undefined): string =>
  `${connection} ${target} ${id ?? ''}`

/** What the flow is told: as much as if it had been done. */
const toResult = (item: ImportItem, preview: ImportPreview | undefined): ImportResult => {
  const written = (
    change: 'created' | 'updated' | 'deleted' | 'unchanged',
    ref = item.externalId ?? item.idempotencyKey,
  ): ImportResult => ({ status: 'written', change, ref, answer: { id: ref } })
  switch (preview?.would) {
    case undefined:
      return written('unchanged')
    case 'create':
      return written('created')
    case 'update':
      return written('updated', preview.ref)
    case 'delete':
      return written('deleted', preview.ref)
    case 'nothing':
      return preview.ref === undefined
        ? { status: 'ignored', reason: preview.reason }
        : written('unchanged', preview.ref)
    case 'fail':
      return { status: 'failed', failure: preview.failure }
    default:
      return preview satisfies never
  }
}
