import { z } from 'zod'

const storedRequest = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
})
export type StoredRequest = z.output<typeof storedRequest>

const storedAnswer = z.strictObject({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
})
export type StoredAnswer = z.output<typeof storedAnswer>

const task = z.strictObject({
  id: z.string(),
  request: storedRequest,
  answer: storedAnswer.optional(),
  startedAtMs: z.number().optional(),
  endedAtMs: z.number().optional(),
})
export type Task = z.output<typeof task>

/** Work that was taken on for later: one request, or one per record of a batch. */
export const job = z.strictObject({
  id: z.string(),
  dueAtMs: z.number(),
  idempotencyKey: z.string().optional(),
  /** Role of the one who asked. */
  role: z.string().optional(),
  /** Answers of a query come only to who asks for them as transient. */
  isQuery: z.boolean(),
  tasks: z.array(task),
})
export type Job = z.output<typeof job>

/** A request as it can be kept: without what proves who sent it. */
export const storeRequest = async (request: Request): Promise<StoredRequest> => {
  const headers: Record<string, string> = {}
  for (const [name, value] of request.headers) {
    if (!['authorization', 'prefer', 'x-netsuite-idempotency-key', 'content-length'].includes(name))
      headers[name] = value
  }
  const body = await request.text()
  return { method: request.method, url: request.url, headers, ...(body === '' ? {} : { body }) }
}

export const restoreRequest = ({ method, url, headers, body }: StoredRequest): Request =>
  new Request(url, { method, headers, ...(body === undefined ? {} : { body }) })

export const storeAnswer = async (response: Response): Promise<StoredAnswer> => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  body: await response.text(),
})
