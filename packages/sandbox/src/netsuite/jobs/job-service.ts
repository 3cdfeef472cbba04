import type { Account } from '../account.js'
import type { Session } from '../auth/authenticate.js'
import { Problem, problemResponse, problems } from '../problem.js'
import { type Job, restoreRequest, storeAnswer, storeRequest, type Task } from './jobs.js'
import { isBatch, splitBatch } from './split-batch.js'

/** Does a request as if it had been sent now, by the role that had asked. */
export type Perform = (request: Request, session: Session, nowMs: number) => Promise<Response>

/** Requests that are taken on now and done later. */
export interface JobService {
  /** Takes a request on: 202 with the job. */
  submit(request: Request, url: URL, session: Session, nowMs: number): Promise<Response>
  /** `/async/v1/job/…` */
  read(request: Request, url: URL, path: readonly string[], nowMs: number): Promise<Response>
  nextDueAtMs(): number | undefined
  runDue(nowMs: number): void
  settled(): Promise<void>
}

export const createJobService = (account: () => Account, perform: Perform): JobService => {
  const running = new Map<string, Promise<void>>()

  /** Runs a job once; whoever asks meanwhile waits for the same run. */
  const run = (job: Job, nowMs: number): Promise<void> => {
    const known = running.get(job.id)
    if (known !== undefined) return known
    const { settings } = account()
    const role = settings.roles.find(({ id }) => id === job.role)
    const started = runTasks(job, { role, scopes: undefined }, perform, nowMs).finally(() =>
      running.delete(job.id),
    )
    running.set(job.id, started)
    return started
  }

  const pending = (): readonly Job[] =>
    account().jobs.filter(job => !running.has(job.id) && job.tasks.some(({ answer }) => answer === undefined))

  return {
    submit: async (request, url, session, nowMs) => {
      const { jobs, settings } = account()
      const key = request.headers.get('x-netsuite-idempotency-key') ?? undefined
      const earlier = key === undefined ? undefined : jobs.find(job => job.idempotencyKey === key)
      if (earlier !== undefined) return conflict(url, earlier, settings.idempotencyStatus)
      const asked = await storeRequest(request)
      const requests = isBatch(request, url) ? splitBatch(asked) : [asked]
      const first =
        1 + Math.max(0, ...jobs.flatMap(({ id, tasks }) => [id, ...tasks.map(task => task.id)]).map(Number))
      const id = String(first)
      const job: Job = {
        id,
        dueAtMs: nowMs + settings.asyncDelayMs,
        ...(key === undefined ? {} : { idempotencyKey: key }),
        ...(session.role === undefined ? {} : { role: session.role.id }),
        isQuery: url.pathname.includes('/query/'),
        tasks: requests.map((one, index) => ({
          // A single request's task has the id of its job.
          id: requests.length === 1 ? id : String(first + 1 + index),
          request: one,
        })),
      }
      jobs.push(job)
      return new Response(null, {
        status: 202,
        headers: { 'preference-applied': 'respond-async', location: jobUrl(url, job) },
      })
    },
    read: async (request, url, [kind, id = '', ...rest], nowMs) => {
      if (request.method !== 'GET') throw problems.wrongMethod()
      const job = account().jobs.find(candidate => candidate.id === id)
      if (kind !== 'job' || job === undefined) throw problems.missingRecord()
      if (job.dueAtMs <= nowMs) await run(job, nowMs)
      return answerJob(request, url, job, rest)
    },
    nextDueAtMs: () => {
      const due = pending().map(job => job.dueAtMs)
      return due.length === 0 ? undefined : Math.min(...due)
    },
    runDue: nowMs => {
      for (const job of pending()) if (job.dueAtMs <= nowMs) void run(job, nowMs)
    },
    settled: async () => {
      await Promise.all(running.values())
    },
  }
}

const runTasks = async (job: Job, session: Session, perform: Perform, nowMs: number): Promise<void> => {
  for (const task of job.tasks) {
    if (task.answer !== undefined) continue
    task.startedAtMs = nowMs
    const request = restoreRequest(task.request)
    if (job.isQuery) request.headers.set('prefer', 'transient')
    try {
      task.answer = await storeAnswer(await perform(request, session, nowMs))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      task.answer = await storeAnswer(problemResponse(error))
    }
    task.endedAtMs = nowMs
  }
}

const jobUrl = ({ origin }: URL, { id }: Pick<Job, 'id'>): string =>
  `${origin}/services/rest/async/v1/job/${id}`

const conflict = (url: URL, earlier: Job, status: 400 | 409): Response => {
  const response = problemResponse(problems.usedIdempotencyKey(status))
  response.headers.set('location', jobUrl(url, earlier))
  return response
}

const self = (href: string) => ({ rel: 'self', href })

const json = (body: unknown, kind: 'singular' | 'collection'): Response =>
  new Response(JSON.stringify(body), {
    headers: { 'content-type': `application/vnd.oracle.resource+json; type=${kind}` },
  })

const answerJob = (
  request: Request,
  url: URL,
  job: Job,
  [word, taskId, result]: readonly string[],
): Response => {
  const own = jobUrl(url, job)
  if (word === undefined) {
    const completed = job.tasks.every(({ answer }) => answer !== undefined)
    return json(
      {
        links: [self(own)],
        completed,
        id: job.id,
        // A job has succeeded when all of it is done; how each task went, its result says.
        progress: completed ? (job.tasks.length === 1 ? progressOf(job.tasks[0]) : 'succeeded') : 'pending',
        task: { links: [self(`${own}/task`)] },
      },
      'singular',
    )
  }
  if (word !== 'task') throw problems.missingRecord()
  if (taskId === undefined) {
    const items = job.tasks.map(({ id }) => ({ links: [self(`${own}/task/${id}`)] }))
    return json({ links: [self(`${own}/task`)], count: items.length, items }, 'collection')
  }
  const task = job.tasks.find(({ id }) => id === taskId)
  if (task === undefined) throw problems.missingRecord()
  if (result === undefined) return json(taskAnswer(`${own}/task/${task.id}`, task), 'singular')
  if (result !== 'result' || task.answer === undefined) throw problems.missingRecord()
  if (job.isQuery && !isTransient(request)) throw problems.wrongHeader('Prefer', 'Use "Prefer: transient".')
  const { status, headers, body } = task.answer
  return new Response(body === '' ? null : body, { status, headers })
}

const isTransient = ({ headers }: Request): boolean =>
  (headers.get('prefer') ?? '').split(',').some(value => value.trim() === 'transient')

const progressOf = (task: Task | undefined): string => {
  if (task?.answer === undefined) return 'pending'
  return task.answer.status < 400 ? 'succeeded' : 'failed'
}

const taskAnswer = (href: string, task: Task) => ({
  links: [self(href), { rel: 'related', href: `${href}/result` }],
  completed: task.answer !== undefined,
  ...(task.endedAtMs === undefined ? {} : { endTime: new Date(task.endedAtMs).toISOString() }),
  id: task.id,
  progress: progressOf(task),
  ...(task.startedAtMs === undefined ? {} : { startTime: new Date(task.startedAtMs).toISOString() }),
})
