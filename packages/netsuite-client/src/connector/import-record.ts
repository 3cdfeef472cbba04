import type { CallContext, ImportItem, ImportRequest, ImportResult, JsonObject } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { isDuplicate, isMissing } from '../errors.js'
import type { NetSuiteClient } from '../netsuite-client.js'
import type { RecordAddress } from '../records/record-address.js'
import type { RecordCallOptions } from '../records/records.js'
import { firstLineWithoutKey, sublistsOf } from './line-keys.js'
import { makeOnce, written } from './make-once.js'
import { recordTargets } from './record-targets.js'
import { toFailure } from './to-failure.js'
import { toWire } from './to-wire.js'

interface Work {
  readonly client: NetSuiteClient
  readonly request: ImportRequest
  readonly item: ImportItem
  /** The payload as it goes on the wire. */
  readonly fields: JsonObject
  readonly options: RecordCallOptions
}

/** Writes one record. With an external id it is safe to repeat: however often it is tried there is one record. */
export const importRecord = async (
  client: NetSuiteClient,
  request: ImportRequest,
  item: ImportItem,
  { signal, priority }: CallContext,
): Promise<ImportResult> => {
  const write = operations[request.operation]
  if (write === undefined)
    return invalid(`NetSuite's ${request.target} has no operation "${request.operation}"`)
  try {
    const fields = toWire(request.target, item.payload)
    return await write({ client, request, item, fields, options: { signal, priority } })
  } catch (error) {
    signal.throwIfAborted() // a run that is cancelled has no failures
    return { status: 'failed', failure: toFailure(error) }
  }
}

const invalid = (message: string, hint?: string): ImportResult => ({
  status: 'failed',
  failure: { kind: 'invalid', message, ...(hint === undefined ? {} : { hint }) },
})

const create = ({ client, request, item, fields, options }: Work): Promise<ImportResult> =>
  make({ client, request, item, fields, options }, body =>
    client.records.create(request.target, body, options),
  )

const transform = async (work: Work): Promise<ImportResult> => {
  const { client, request, options } = work
  const { createdFrom, ...fields } = work.fields
  const usual = recordTargets[request.target]?.sources?.[0]
  const source = toSource(createdFrom, usual)
  if (source === undefined) {
    return invalid(
      `A ${request.target} is made by transform from another record, and createdFrom names none`,
      `Give createdFrom: { externalId: ... }${usual === undefined ? ' and its type' : `, of a ${usual}`}.`,
    )
  }
  return make({ ...work, fields }, body =>
    client.records.transform(source.type, source.address, request.target, body, options),
  )
}

const make = async (
  { client, request, item, fields, options }: Work,
  write: (body: JsonObject) => Promise<{ readonly type: string; readonly id: string }>,
): Promise<ImportResult> => {
  const { externalId } = item
  if (externalId === undefined) return written('created', (await write(fields)).id)
  return makeOnce({
    client,
    target: request.target,
    externalId,
    unsure: item.outcomeUnknown === true,
    ifExists: request.ifExists ?? 'keep',
    fields,
    options,
    make: () => write({ ...fields, externalId }),
  })
}

const update = async ({ client, request, item, fields, options }: Work): Promise<ImportResult> => {
  const address = toAddress(item)
  if (address === undefined) return withoutAddress('An update')
  const odd = firstLineWithoutKey(fields)
  if (odd !== undefined) {
    return invalid(
      `${odd} has no key (line, doc or id), so an update would add it once more each time`,
      'Give the line its key (lookup linesByExternalId), or use upsert, which replaces the sublist.',
    )
  }
  const { id: _, ...body } = fields
  const { id } = await client.records.update(request.target, address, body, options)
  return written('updated', id)
}

const upsert = async ({ client, request, item, fields, options }: Work): Promise<ImportResult> => {
  const { externalId } = item
  if (externalId === undefined) return invalid('An upsert needs an external id')
  // Sublists are ours as a whole here: merged, a repetition would add their lines once more.
  const put = () =>
    client.records.upsert(request.target, externalId, fields, { ...options, replace: sublistsOf(fields) })
  const { id } = await put().catch((error: unknown) => {
    // Two that make the same new record at once: the second finds it there when it comes again.
    if (isDuplicate(error)) return put()
    throw error
  })
  return written('updated', id)
}

const remove = async ({ client, request, item, options }: Work): Promise<ImportResult> => {
  const address = toAddress(item)
  if (address === undefined) return withoutAddress('A deletion')
  const shown = typeof address === 'string' ? address : address.externalId
  try {
    await client.records.delete(request.target, address, options)
    return written('deleted', shown)
  } catch (error) {
    if (isMissing(error)) return written('unchanged', shown)
    throw error
  }
}

const operations: Readonly<Record<string, (work: Work) => Promise<ImportResult>>> = {
  create,
  transform,
  update,
  upsert,
  delete: remove,
}

const withoutAddress = (what: string): ImportResult =>
  invalid(`${what} needs an external id, or the id in the payload`)

const toAddress = ({ externalId, payload }: ImportItem): RecordAddress | undefined => {
  const { id } = payload
  if (typeof id === 'string' || typeof id === 'number') return String(id)
  return externalId === undefined ? undefined : { externalId }
}

const sourceSpec = z.object({
  type: z.string().optional(),
  id: z.union([z.string(), z.number()]).optional(),
  externalId: z.string().optional(),
})

const toSource = (
  createdFrom: unknown,
  usual: string | undefined,
): { readonly type: string; readonly address: RecordAddress } | undefined => {
  const { type = usual, id, externalId } = sourceSpec.safeParse(createdFrom).data ?? {}
  if (type === undefined) return undefined
  if (id !== undefined) return { type, address: String(id) }
  return externalId === undefined ? undefined : { type, address: { externalId } }
}
