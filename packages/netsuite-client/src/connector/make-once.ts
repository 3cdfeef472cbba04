import { isApiError } from '@tiktok-ns/client-kit'
import type { ImportRequest, ImportResult, JsonObject } from '@tiktok-ns/flow-engine'
import { isDuplicate, isMissing, mayBeDone } from '../errors.js'
import type { NetSuiteClient } from '../netsuite-client.js'
import type { RecordLink } from '../records/record-link.js'
import type { RecordCallOptions } from '../records/records.js'
import { keyedFields } from './line-keys.js'

export interface MakeOnce {
  readonly client: NetSuiteClient
  readonly target: string
  readonly externalId: string
  /** Its id when an earlier run has made it: then it is there, or people have deleted it. */
  readonly earlierRef: string | undefined
  /** True when an earlier try may have made it without an answer. */
  readonly unsure: boolean
  readonly ifExists: NonNullable<ImportRequest['ifExists']>
  /** What is changed in a record that is there already, where `ifExists` says so. */
  readonly changes: JsonObject
  readonly options: RecordCallOptions
  /** Makes the record with its external id: a creation or a transform. */
  readonly make: () => Promise<RecordLink>
}

/** How often a write is checked and repeated after an unclear answer before the flow decides. */
const maxTries = 4

/**
 * Makes a record that carries an external id, so that however often it is tried there is one record.
 *
 * After an unclear answer, also the refusal of an invoice that was made all the same, the external id is looked for before
 * anything is made again.
 */
export const makeOnce = async (work: MakeOnce): Promise<ImportResult> => {
  if (work.earlierRef !== undefined) {
    const id = await findId(work)
    return id === undefined ? gone(work, work.earlierRef) : asItIs(work, id)
  }
  let { unsure } = work
  for (let attempt = 1; ; attempt += 1) {
    if (unsure) {
      const id = await findId(work)
      // It was ours: nobody else writes this external id, and it was not there before the unclear answer.
      if (id !== undefined) return written('created', id)
    }
    try {
      return written('created', (await work.make()).id)
    } catch (error) {
      if (isDuplicate(error)) return existing(work)
      if (!isApiError(error) || !mayBeDone(error) || attempt >= maxTries) throw error
      unsure = true
    }
  }
}

const existing = async (work: MakeOnce): Promise<ImportResult> => {
  const { target, externalId } = work
  if (work.ifExists === 'fail') return duplicate(work)
  const id = await findId(work)
  if (id === undefined) {
    return {
      status: 'failed',
      failure: {
        kind: 'conflict',
        message: `NetSuite says that ${externalId} exists already, but there is no ${target} of that external id`,
        hint: 'Another record may carry it: all transactions share one space of external ids.',
      },
    }
  }
  return asItIs(work, id)
}

/** What is there already is kept or changed, as the flow wants it. */
const asItIs = async (work: MakeOnce, id: string): Promise<ImportResult> => {
  const { client, target, ifExists, changes, options } = work
  if (ifExists === 'fail') return duplicate(work)
  if (ifExists === 'keep') return written('unchanged', id)
  // What the flow makes has lines without keys; sent again, they would be added once more.
  await client.records.update(target, id, keyedFields(changes), options)
  return written('updated', id)
}

const duplicate = ({ target, externalId }: MakeOnce): ImportResult => ({
  status: 'failed',
  failure: {
    kind: 'duplicate',
    message: `NetSuite has a ${target} ${externalId} already`,
    hint: 'Say ifExists: keep or update, if that is meant to be.',
  },
})

const gone = ({ target, externalId }: MakeOnce, earlierRef: string): ImportResult => ({
  status: 'failed',
  failure: {
    kind: 'missing',
    message: `NetSuite has the ${target} ${externalId} no more, which was made before as ${earlierRef}`,
    hint: 'Somebody has deleted it, or changed its external id. Resolve the record to leave it so, or retry it with --make-again.',
  },
})

const findId = async ({ client, target, externalId, options }: MakeOnce): Promise<string | undefined> => {
  try {
    const record = await client.records.get(target, { externalId }, { ...options, fields: ['id'] })
    return String(record['id'])
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

export const written = (
  change: 'created' | 'updated' | 'deleted' | 'unchanged',
  id: string,
): ImportResult => ({
  status: 'written',
  change,
  ref: id,
  answer: { id },
})
