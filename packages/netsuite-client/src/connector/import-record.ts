import { isApiError } from '@tiktok-ns/client-kit'
import type { CallContext, ImportItem, ImportRequest, ImportResult, JsonObject } from '@tiktok-ns/flow-engine'
import { isDuplicate, isMissing } from '../errors.js'
import type { NetSuiteClient } from '../netsuite-client.js'
import type { RecordCallOptions } from '../records/records.js'
import { toFailure } from './to-failure.js'
import { toWire } from './to-wire.js'

/** How often a write is checked and repeated after an unclear answer before the flow decides. */
const maxTries = 4

/**
 * Writes one record by its external id, so that however often it is tried there is one record.
 *
 * After an unclear answer the external id is looked for before anything is written again.
 */
export const importRecord = async (
  client: NetSuiteClient,
  request: ImportRequest,
  item: ImportItem,
  { signal, priority }: CallContext,
): Promise<ImportResult> => {
  const options: RecordCallOptions = { signal, priority }
  try {
    const fields = toWire(request.target, item.payload)
    switch (request.operation) {
      case 'create':
        return await create(client, request, item, fields, options)
      case 'update':
        return await update(client, request.target, item, fields, options)
      case 'upsert':
        return await upsert(client, request.target, item, fields, options)
      default:
        return {
          status: 'failed',
          failure: {
            kind: 'invalid',
            message: `NetSuite's ${request.target} has no operation "${request.operation}"`,
          },
        }
    }
  } catch (error) {
    return { status: 'failed', failure: toFailure(error) }
  }
}

const create = async (
  client: NetSuiteClient,
  { target, ifExists = 'keep' }: ImportRequest,
  item: ImportItem,
  fields: JsonObject,
  options: RecordCallOptions,
): Promise<ImportResult> => {
  const { externalId } = item
  if (externalId === undefined)
    return written('created', (await client.records.create(target, fields, options)).id)
  let unsure = item.outcomeUnknown === true
  for (let attempt = 1; ; attempt += 1) {
    if (unsure) {
      const id = await findId(client, target, externalId, options)
      // It was ours: nobody else writes this external id, and it was not there before the unclear answer.
      if (id !== undefined) return written('created', id)
    }
    try {
      return written('created', (await client.records.create(target, { ...fields, externalId }, options)).id)
    } catch (error) {
      if (isDuplicate(error)) return existing(client, target, ifExists, externalId, fields, options)
      if (!isApiError(error) || !error.outcomeUnknown || attempt >= maxTries) throw error
      unsure = true
    }
  }
}

const existing = async (
  client: NetSuiteClient,
  target: string,
  ifExists: NonNullable<ImportRequest['ifExists']>,
  externalId: string,
  fields: JsonObject,
  options: RecordCallOptions,
): Promise<ImportResult> => {
  if (ifExists === 'fail') {
    const message = `NetSuite has a ${target} ${externalId} already`
    return {
      status: 'failed',
      failure: { kind: 'duplicate', message, hint: 'Say ifExists: keep or update, if that is meant to be.' },
    }
  }
  const id = await findId(client, target, externalId, options)
  if (id === undefined) {
    const message = `NetSuite says that ${externalId} exists already, but there is no ${target} of that external id`
    return {
      status: 'failed',
      failure: {
        kind: 'conflict',
        message,
        hint: 'Another record may carry it: all transactions share one space of external ids.',
      },
    }
  }
  if (ifExists === 'keep') return written('unchanged', id)
  await client.records.update(target, id, bodyFields(fields), options)
  return written('updated', id)
}

const update = async (
  client: NetSuiteClient,
  target: string,
  item: ImportItem,
  fields: JsonObject,
  options: RecordCallOptions,
): Promise<ImportResult> => {
  const { externalId } = item
  if (externalId === undefined)
    return { status: 'failed', failure: { kind: 'invalid', message: 'An update needs an external id' } }
  const { id } = await client.records.update(target, { externalId }, bodyFields(fields), options)
  return written('updated', id)
}

const upsert = async (
  client: NetSuiteClient,
  target: string,
  item: ImportItem,
  fields: JsonObject,
  options: RecordCallOptions,
): Promise<ImportResult> => {
  const { externalId } = item
  if (externalId === undefined)
    return { status: 'failed', failure: { kind: 'invalid', message: 'An upsert needs an external id' } }
  // Sublists are ours as a whole here: merged, a repetition would add their lines once more.
  const replace = Object.entries(fields).flatMap(([name, value]) => (isSublist(value) ? [name] : []))
  const { id } = await client.records.upsert(
    target,
    externalId,
    fields,
    replace.length === 0 ? options : { ...options, replace },
  )
  return written('updated', id)
}

/** Lines have keys that only NetSuite knows; an update that sends them without would add them once more. */
const bodyFields = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => !isSublist(value)))

const isSublist = (value: unknown): boolean => typeof value === 'object' && value !== null && 'items' in value

const findId = async (
  client: NetSuiteClient,
  target: string,
  externalId: string,
  options: RecordCallOptions,
): Promise<string | undefined> => {
  try {
    const record = await client.records.get(target, { externalId }, { ...options, fields: ['id'] })
    return String(record['id'])
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

const written = (change: 'created' | 'updated' | 'unchanged', id: string): ImportResult => ({
  status: 'written',
  change,
  ref: id,
  answer: { id },
})
