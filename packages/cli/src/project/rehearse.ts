import { type Connector, type ImportItem, type JsonObject, maskPersonal } from '@tiktok-ns/flow-engine'

/** A write that would have been made. */
export interface RehearsedWrite {
  readonly connection: string
  readonly target: string
  readonly operation: string
  readonly ifExists: string
  readonly externalId?: string
  readonly payload: JsonObject
}

export interface Rehearsal {
  readonly connections: ReadonlyMap<string, Connector>
  readonly writes: readonly RehearsedWrite[]
  /** Records as they were read, personal fields masked, by the export or step that read them. */
  readonly records: ReadonlyMap<string, readonly JsonObject[]>
  /** What lookups found, by connection and lookup, then by key. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, readonly JsonObject[]>>
}

/**
 * Connectors that read and write nothing: what a flow would write is kept here.
 *
 * Personal fields are masked as records are read, so neither the terminal nor a fixture ever holds them.
 */
export const rehearse = (
  connections: ReadonlyMap<string, Connector>,
  personal: ReadonlySet<string>,
): Rehearsal => {
  const writes: RehearsedWrite[] = []
  const records = new Map<string, JsonObject[]>()
  const answers = new Map<string, Map<string, readonly JsonObject[]>>()

  const wrap = (name: string, connector: Connector): Connector => ({
    description: connector.description,
    async *exportPages(request, context) {
      for await (const page of connector.exportPages(request, context)) {
        const masked = page.records.map(record => maskPersonal(record, personal))
        const { step = '' } = context
        const read = records.get(step) ?? []
        read.push(...masked)
        records.set(step, read)
        yield { ...page, records: masked }
      }
    },
    lookupMany: async (request, context) => {
      const found = await connector.lookupMany(request, context)
      const byKey = answers.get(`${name}.${request.lookup}`) ?? new Map<string, readonly JsonObject[]>()
      for (const { key, matches } of found)
        byKey.set(
          key,
          matches.map(match => maskPersonal(match, personal)),
        )
      answers.set(`${name}.${request.lookup}`, byKey)
      return found
    },
    importMany: async ({ target, operation, ifExists = 'keep', items }) =>
      items.map(({ payload, externalId, idempotencyKey }: ImportItem) => {
        writes.push({
          connection: name,
          target,
          operation,
          ifExists,
          payload,
          ...(externalId === undefined ? {} : { externalId }),
        })
        const ref = externalId ?? idempotencyKey
        return { status: 'written', change: 'unchanged', ref, answer: { id: ref } } as const
      }),
    probe: context => connector.probe(context),
    toFailure: error => connector.toFailure(error),
  })

  return {
    connections: new Map([...connections].map(([name, connector]) => [name, wrap(name, connector)])),
    writes,
    records,
    answers,
  }
}
