import { randomUUID } from 'node:crypto'
import { ApiError, type Clock, createRedactor, type TransportResponse } from '@tiktok-ns/client-kit'
import { z } from 'zod'
import { toRecordLink } from '../records/record-link.js'
import type { RecordCallOptions } from '../records/records.js'
import type { Answer, Caller } from '../transport/caller.js'
import { toApiError } from '../transport/error-body.js'
import { toJobCall } from './job-call.js'
import type { JobRef, JobState, Jobs, TaskResult } from './jobs.js'

const jobAnswer = z.looseObject({ completed: z.boolean(), progress: z.string().default('') })
const links = z.array(z.looseObject({ href: z.string() }))
const taskList = z.looseObject({
  items: z.array(z.looseObject({ links: links.optional(), id: z.string().optional() })),
})

const maxPollMs = 30_000

export const createJobs = (call: Caller, clock: Clock): Jobs => {
  const get = (path: string, options: RecordCallOptions) =>
    call({ method: 'GET', path, repeatable: true, ...pick(options) })

  const readTaskIds = async (jobId: string, options: RecordCallOptions): Promise<readonly string[]> => {
    const { body } = await get(`${jobPath(jobId)}/task`, options)
    const { items } = parse(taskList, body, 'list of tasks')
    // The id of a task stands in its link alone.
    return items.flatMap(({ id, links: found = [] }) => id ?? taskIdOf(found.map(({ href }) => href)) ?? [])
  }

  const readResult = async (
    jobId: string,
    taskId: string,
    options: RecordCallOptions,
  ): Promise<TaskResult> => {
    const answer = await call({
      method: 'GET',
      path: `${jobPath(jobId)}/task/${encodeURIComponent(taskId)}/result`,
      headers: { prefer: 'transient' }, // results of SuiteQL want it here too
      repeatable: true,
      accepts: ({ status }) => isStoredRefusal(status),
      ...pick(options),
    })
    return toTaskResult(taskId, answer)
  }

  const getState: Jobs['getState'] = async (jobId, options = {}): Promise<JobState> => {
    const { body } = await get(jobPath(jobId), options)
    const { completed, progress } = parse(jobAnswer, body, 'job')
    return { jobId, completed: completed || progress === 'succeeded' || progress === 'failed', progress }
  }

  const getResults: Jobs['getResults'] = async (jobId, options = {}) => {
    const results: TaskResult[] = []
    for (const taskId of await readTaskIds(jobId, options))
      results.push(await readResult(jobId, taskId, options))
    return results
  }

  return {
    submit: async (request, { idempotencyKey = randomUUID(), parallel = false, ...options } = {}) => {
      const { batch, ...jobCall } = toJobCall(request)
      const preferences = [
        'respond-async',
        ...(request.operation === 'suiteQl' ? ['transient'] : []),
        ...(batch && parallel ? ['batch-processing="parallel"'] : []),
      ]
      const answer = await call({
        ...jobCall,
        headers: {
          prefer: preferences.join(', '),
          'x-netsuite-idempotency-key': idempotencyKey,
          ...(batch ? { 'content-type': 'application/vnd.oracle.resource+json; type=collection' } : {}),
        },
        repeatable: true, // the key sees to it
        accepts: isKnownKey,
        ...pick(options),
      })
      return toJobRef(answer)
    },
    getState,
    getResults,
    wait: async (jobId, { firstPollMs = 1_000, timeoutMs = 3_600_000, ...options } = {}) => {
      const until = clock.now() + timeoutMs
      for (let pollMs = firstPollMs; ; pollMs = Math.min(maxPollMs, pollMs * 1.5)) {
        const { completed, progress } = await getState(jobId, options)
        if (completed) return getResults(jobId, options)
        if (clock.now() + pollMs > until) throw notDone(jobId, progress, timeoutMs)
        await clock.wait(pollMs, options.signal)
      }
    },
  }
}

const pick = ({ signal, priority, caller }: RecordCallOptions): RecordCallOptions => ({
  signal,
  priority,
  caller,
})

const jobPath = (jobId: string): string => `/async/v1/job/${encodeURIComponent(jobId)}`

const taskIdOf = (hrefs: readonly string[]): string | undefined =>
  hrefs.map(href => /\/task\/([^/?]+)/.exec(href)?.[1]).find(id => id !== undefined)

/** A key that was used before is refused with the job it made; 400 by the help, 409 by one client. */
const isKnownKey = ({ status, headers, body }: TransportResponse): boolean =>
  (status === 400 || status === 409) &&
  headers['location'] !== undefined &&
  new TextDecoder().decode(body).includes('IDEMPOTENCY_ERROR')

const toJobRef = ({ status, headers }: Answer): JobRef => {
  const jobId = /\/async\/v1\/job\/([^/?]+)/.exec(headers['location'] ?? '')?.[1]
  if (jobId !== undefined) return { jobId, repeated: status >= 400 }
  throw new ApiError({
    kind: 'unavailable',
    message: `NetSuite answered ${status} to an asynchronous request without saying which job it is`,
    hint: 'Submit it again with the same idempotencyKey.',
    status,
    outcomeUnknown: true,
  })
}

/** A stored refusal comes with its own status; these are about asking for it instead. */
const isStoredRefusal = (status: number): boolean =>
  status >= 400 && status < 500 && status !== 401 && status !== 429

const toTaskResult = (taskId: string, { status, headers, body }: Answer): TaskResult => {
  if (status >= 400) {
    const stored = { status, headers, body: Buffer.from(JSON.stringify(body ?? null)) }
    const error = toApiError(stored, { request: `task ${taskId}`, redactor: createRedactor(), writes: true })
    return { taskId, status, error }
  }
  const record = toRecordLink(headers['location'] ?? '')
  return {
    taskId,
    status,
    ...(record === undefined ? {} : { record }),
    ...(body === undefined ? {} : { body }),
  }
}

const parse = <Shape extends z.ZodType>(shape: Shape, body: unknown, what: string): z.output<Shape> => {
  const parsed = shape.safeParse(body)
  if (parsed.success) return parsed.data
  throw new ApiError({
    kind: 'unavailable',
    message: `NetSuite answered with something that is no ${what}`,
    hint: 'Read it again.',
  })
}

const notDone = (jobId: string, progress: string, timeoutMs: number): ApiError =>
  new ApiError({
    kind: 'timeout',
    message: `Job ${jobId} is still ${progress || 'under way'} after ${timeoutMs} ms`,
    hint: 'It goes on in NetSuite: wait for it again by its id, and do not submit it again.',
  })
