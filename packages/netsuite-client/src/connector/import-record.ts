import type { CallContext, ImportItem, ImportRequest, ImportResult, JsonObject } from '@tiktok-ns/flow-engine'
import { isDuplicate, isMissing } from '../errors.js'
import type { NetSuiteClient } from '../netsuite-client.js'
import type { RecordAddress } from '../records/record-address.js'
import type { RecordCallOptions } from '../records/records.js'
import { firstLineWithoutKey, sublistsOf } from './line-keys.js'
import { makeOnce, written } from './make-once.js'
import { recordTargets } from './record-targets.js'
import { toAddress, toReferenceAddress } from './reference-address.js'
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
  { signal, priority, caller }: CallContext,
): Promise<ImportResult> => {
  const write = operations[request.operation]
  if (write === undefined)
    return invalid(`NetSuite's ${request.target} has no operation "${request.operation}"`)
  try {
    const fields = toWire(request.target, item.payload)
    return await write({ client, request, item, fields, options: { signal, priority, caller } })
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
  const { client, request, item, options } = work
  const from = toReferenceAddress(item.source)
  if (from === undefined) {
    const usual = recordTargets[request.target]?.sources?.join(', ') ?? 'another record'
    return invalid(
      `A transform to ${request.target} names no record to start from`,
      `It starts from ${usual}.`,
    )
  }
  return make(work, body =>
    client.records.transform(from.record, from.address, request.target, body, {
      ...options,
      // Lines of the source that the payload does not name would be taken whole.
      ...(body['item'] === undefined ? {} : { replace: ['item'] }),
    }),
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
    earlierRef: item.earlierRef,
    unsure: item.outcomeUnknown === true,
    ifExists: request.ifExists ?? 'keep',
    changes: item.changes === undefined ? fields : toWire(request.target, item.changes),
    options,
    make: () => write({ ...fields, externalId }),
  })
}

const update = async (work: Work): Promise<ImportResult> => {
  const odd = firstLineWithoutKey(work.fields)
  if (odd !== undefined) {
    return invalid(
      `${odd} has no key (line, doc or id), so an update would add it once more each time`,
      'Give the line its key (lookup linesByExternalId), or use replaceLines or upsert, which replace the sublist.',
    )
  }
  return change(work, [])
}

/** The lines of the payload's sublists become the only ones, so that lines without keys are safe to repeat. */
const replaceLines = (work: Work): Promise<ImportResult> => change(work, sublistsOf(work.fields))

const change = async (work: Work, replace: readonly string[]): Promise<ImportResult> => {
  const { client, request, item, fields, options } = work
  const address = toAddress(item)
  if (address === undefined) return withoutAddress('A change')
  try {
    const how = replace.length === 0 ? options : { ...options, replace }
    const { id } = await client.records.update(request.target, address, fields, how)
    return written('updated', id)
  } catch (error) {
    if (!isMissing(error) || request.ifMissing === undefined || request.ifMissing === 'fail') throw error
    return request.ifMissing === 'create' ? create(work) : notThere(request, address)
  }
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
  try {
    await client.records.delete(request.target, address, options)
    return written('deleted', shownOf(address))
  } catch (error) {
    if (!isMissing(error)) throw error
    return request.ifMissing === 'skip' ? notThere(request, address) : written('unchanged', shownOf(address))
  }
}

const attachment =
  (action: 'attach' | 'detach') =>
  async ({ client, request, item, options }: Work): Promise<ImportResult> => {
    const address = toAddress(item)
    const to = toReferenceAddress(item.attachTo)
    if (address === undefined || to === undefined) return withoutAddress(`To ${action}, each of the two`)
    if (request.target !== 'contact' && request.target !== 'file')
      return invalid(`NetSuite attaches contacts and files, no ${request.target}`)
    await client.records[action](to.record, to.address, request.target, address, options)
    return written('updated', shownOf(address))
  }

const operations: Readonly<Record<string, (work: Work) => Promise<ImportResult>>> = {
  create,
  transform,
  update,
  replaceLines,
  upsert,
  delete: remove,
  attach: attachment('attach'),
  detach: attachment('detach'),
}

const notThere = ({ target }: ImportRequest, address: RecordAddress): ImportResult => ({
  status: 'ignored',
  reason: `NetSuite has no ${target} ${shownOf(address)}`,
})

const shownOf = (address: RecordAddress): string =>
  typeof address === 'string' ? address : address.externalId

const withoutAddress = (what: string): ImportResult => invalid(`${what} needs an external id, or an id`)
