import type { ApiError } from '@tiktok-ns/client-kit'
import type { AnyFields } from '../records/field-types.js'
import type { RecordAddress } from '../records/record-address.js'
import type { RecordLink } from '../records/record-link.js'
import type { RecordCallOptions } from '../records/records.js'
import type { SuiteQlValue } from '../suiteql/bind-parameters.js'

/** Work that NetSuite does later. A batch is up to 100 records of one type. */
export type JobRequest =
  | { readonly operation: 'create'; readonly type: string; readonly fields: AnyFields }
  | {
      readonly operation: 'update'
      readonly type: string
      readonly address: RecordAddress
      readonly fields: AnyFields
      readonly replace?: readonly string[]
    }
  | {
      readonly operation: 'upsert'
      readonly type: string
      readonly externalId: string
      readonly fields: AnyFields
      readonly replace?: readonly string[]
    }
  | { readonly operation: 'delete'; readonly type: string; readonly address: RecordAddress }
  | {
      readonly operation: 'transform'
      readonly type: string
      readonly address: RecordAddress
      readonly target: string
      readonly fields?: AnyFields
    }
  /** The first page of a query, 1,000 rows. */
  | { readonly operation: 'suiteQl'; readonly query: string; readonly parameters?: readonly SuiteQlValue[] }
  | { readonly operation: 'batchCreate'; readonly type: string; readonly records: readonly AnyFields[] }
  /** Each record carries its `id` or its `externalId`; the id wins. */
  | { readonly operation: 'batchUpdate'; readonly type: string; readonly records: readonly AnyFields[] }
  /** Each record carries its `externalId`. */
  | { readonly operation: 'batchUpsert'; readonly type: string; readonly records: readonly AnyFields[] }
  | { readonly operation: 'batchDelete'; readonly type: string; readonly ids: readonly string[] }
  | { readonly operation: 'batchRead'; readonly type: string; readonly addresses: readonly RecordAddress[] }

export interface SubmitOptions extends RecordCallOptions {
  /**
   * A UUID. The same key again never makes a second job: the first one's id is answered. Default: a new key for every submission,
   * so that its own retries are safe. Keep yours if the process may die in between.
   */
  readonly idempotencyKey?: string
  /** Batches only: the records side by side, in place of one after the other. */
  readonly parallel?: boolean
}

export interface JobRef {
  readonly jobId: string
  /** True when the key was used before, and this is the job it made then. */
  readonly repeated: boolean
}

export interface JobState {
  readonly jobId: string
  readonly completed: boolean
  /** `pending`, `succeeded`, `failed`; other words may come. A job can have succeeded although records in it failed. */
  readonly progress: string
}

export interface TaskResult {
  readonly taskId: string
  /** The status the request would have been answered with. */
  readonly status: number
  /** The record that was written. */
  readonly record?: RecordLink
  /** What was read. */
  readonly body?: unknown
  /** Why it failed. */
  readonly error?: ApiError
}

export interface WaitOptions extends RecordCallOptions {
  /** Milliseconds before the second look; each wait is half as long again, up to 30,000. Default 1,000. */
  readonly firstPollMs?: number
  /** Milliseconds in all. Default 3,600,000, one hour. */
  readonly timeoutMs?: number
}

/**
 * Asynchronous requests: submitted at once, done later, read back by their job's id.
 *
 * @see "Asynchronous Request Processing", SuiteTalk REST Web Services API Guide
 */
export interface Jobs {
  submit(request: JobRequest, options?: SubmitOptions): Promise<JobRef>
  getState(jobId: string, options?: RecordCallOptions): Promise<JobState>
  /** One result for each task; a single request is one task. Complete only when the job is. */
  getResults(jobId: string, options?: RecordCallOptions): Promise<readonly TaskResult[]>
  /** Looks again and again until the job is done, then gives its results. Fails with kind `timeout` when it takes too long. */
  wait(jobId: string, options?: WaitOptions): Promise<readonly TaskResult[]>
}
