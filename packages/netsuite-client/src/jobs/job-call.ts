import { type RecordAddress, recordPath, typePath } from '../records/record-address.js'
import { bindParameters } from '../suiteql/bind-parameters.js'
import type { Call } from '../transport/caller.js'
import type { JobRequest } from './jobs.js'

/** NetSuite takes this many records in one batch. */
const maxBatch = 100

type JobCall = Pick<Call, 'method' | 'path' | 'query' | 'body'> & { readonly batch: boolean }

const replaced = (replace: readonly string[] | undefined) =>
  replace === undefined || replace.length === 0 ? {} : { query: { replace: replace.join(',') } }

/** The request a job consists of, as it would be made at once. */
export const toJobCall = (job: JobRequest): JobCall => {
  switch (job.operation) {
    case 'create':
      return { method: 'POST', path: typePath(job.type), body: job.fields, batch: false }
    case 'update':
      return {
        method: 'PATCH',
        path: recordPath(job.type, job.address),
        ...replaced(job.replace),
        body: job.fields,
        batch: false,
      }
    case 'upsert':
      return {
        method: 'PUT',
        path: recordPath(job.type, { externalId: job.externalId }),
        ...replaced(job.replace),
        body: job.fields,
        batch: false,
      }
    case 'delete':
      return { method: 'DELETE', path: recordPath(job.type, job.address), batch: false }
    case 'transform':
      return {
        method: 'POST',
        path: `${recordPath(job.type, job.address)}/!transform/${encodeURIComponent(job.target)}`,
        body: job.fields ?? {},
        batch: false,
      }
    case 'suiteQl':
      return {
        method: 'POST',
        path: '/query/v1/suiteql',
        body: { q: bindParameters(job.query, job.parameters ?? []) },
        batch: false,
      }
    case 'batchCreate':
      return { method: 'POST', path: typePath(job.type), body: batchBody(job.records), batch: true }
    case 'batchUpdate':
      return { method: 'PATCH', path: typePath(job.type), body: batchBody(job.records), batch: true }
    case 'batchUpsert':
      return { method: 'PUT', path: typePath(job.type), body: batchBody(job.records), batch: true }
    case 'batchDelete':
      return {
        method: 'DELETE',
        path: typePath(job.type),
        query: { ids: atMost(job.ids).join(',') },
        batch: true,
      }
    case 'batchRead':
      return {
        method: 'GET',
        path: typePath(job.type),
        query: { expandRecords: true, ids: atMost(job.addresses).map(batchId).join(',') },
        batch: true,
      }
    default:
      return job satisfies never
  }
}

const batchBody = <Item>(records: readonly Item[]) => ({ items: atMost(records) })

const atMost = <Item>(items: readonly Item[]): readonly Item[] => {
  if (items.length === 0 || items.length > maxBatch)
    throw new TypeError(`A batch is 1 to ${maxBatch} records, and ${items.length} were given`)
  return items
}

/** `1`, `eid:test`, `eid:'test 5'`. */
const batchId = (address: RecordAddress): string => {
  if (typeof address === 'string') return address
  const { externalId } = address
  return /^[A-Za-z0-9_-]+$/.test(externalId) ? `eid:${externalId}` : `eid:'${externalId}'`
}
