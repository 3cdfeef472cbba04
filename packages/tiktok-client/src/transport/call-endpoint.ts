import { randomUUID } from 'node:crypto'
import { ApiError, type Priority } from '@tiktok-ns/client-kit'
import type { Caller } from './caller.js'
import type { Endpoint } from './endpoint.js'
import type { Form } from './form.js'

export interface CallOptions {
  /** Ends the call, and any wait before a retry. */
  readonly signal?: AbortSignal | undefined
  /** Interactive calls go before bulk ones where calls have to wait. Default `normal`. */
  readonly priority?: Priority | undefined
  /** For whom, for example a flow's name: callers of one priority take turns. */
  readonly caller?: string | undefined
  /**
   * For calls that take one: TikTok does the same key only once. Each call gets a fresh one by itself, kept over its retries; hand one
   * in to be safe over restarts too.
   */
  readonly idempotencyKey?: string | undefined
  /** Tries in all. Default: the client's policy. */
  readonly maxAttempts?: number | undefined
}

/** The parts of a request; which of them an endpoint takes is in its types. */
export interface EndpointInput {
  readonly path?: object | undefined
  readonly query?: object | undefined
  readonly body?: object | undefined
}

export type EndpointCaller = <Input extends EndpointInput, Answer>(
  endpoint: Endpoint<Input, Answer>,
  input: Input,
  options?: CallOptions & { readonly form?: Form },
) => Promise<Answer>

/** Calls endpoints by their description, so that a resource says only which one and with what. */
export const createEndpointCaller =
  (call: Caller): EndpointCaller =>
  async (endpoint, input, { signal, priority, caller, idempotencyKey, maxAttempts, form } = {}) => {
    refuseRetired(endpoint)
    const keyIn = (part: 'query' | 'body') =>
      endpoint.idempotencyKey === part ? { idempotency_key: idempotencyKey ?? randomUUID() } : {}
    return call({
      method: endpoint.method,
      path: fillPath(endpoint.path, input.path),
      query: { ...keyIn('query'), ...input.query },
      body: { ...keyIn('body'), ...input.body },
      form,
      withShop: endpoint.shop !== 'not-accepted',
      repeatable: endpoint.repeatable,
      scopes: endpoint.scopes,
      answer: endpoint.answer(),
      operation: endpoint.name,
      route: endpoint.path,
      signal,
      priority,
      caller,
      maxAttempts,
    })
  }

const refuseRetired = ({
  name,
  version,
  retired,
}: Pick<Endpoint<unknown, unknown>, 'name' | 'version' | 'retired'>): void => {
  if (retired === undefined) return
  throw new ApiError({
    kind: 'invalid',
    code: '36009014',
    message: `TikTok Shop has retired ${name}, version ${version}, on ${retired.on}`,
    hint: `Use ${retired.useInstead}.`,
  })
}

/** The path with real ids. An id that is empty, or would reach another path, is refused before anything is sent. */
export const fillPath = (path: string, values: object = {}): string => {
  const byName = new Map(Object.entries(values))
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = byName.get(name)
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
    if (/^[\w.-]+$/.test(text) && !/^\.+$/.test(text)) return text
    throw new ApiError({
      kind: 'invalid',
      message: `${name} must be an id, and is ${JSON.stringify(value) ?? 'missing'}`,
      hint: `It stands in the path ${path}.`,
    })
  })
}
