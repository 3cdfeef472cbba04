import { ApiError } from '@tiktok-ns/client-kit'
import type { z } from 'zod'
import type { RecordCallOptions } from '../records/records.js'
import type { Caller } from '../transport/caller.js'

export interface RestletCall extends RecordCallOptions {
  /** Script id, `customscript_x` or its number. */
  readonly script: string | number
  /** Deployment id, `customdeploy_x` or its number. Its status has to be Released. */
  readonly deploy: string | number
  /** Default `GET`. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** The argument of the script's `get` and `delete` function. */
  readonly parameters?: Readonly<Record<string, string | number | boolean | undefined>>
  /** The argument of its `post` and `put` function. */
  readonly body?: unknown
  /**
   * True when calling it twice does no harm, so that it is tried again after an unclear answer. Default: true for `GET` alone.
   */
  readonly repeatable?: boolean
}

export interface Restlets {
  /**
   * What a script answers: parsed JSON, or text where it is none; undefined where there is nothing. With `answer` it is checked
   * and typed.
   *
   * Fails with the script's own error code and message. One call may use 5,000 units and five minutes.
   *
   * @see "RESTlets", SuiteScript Developer Guide
   */
  call(call: RestletCall): Promise<unknown>
  call<Answer extends z.ZodType>(call: RestletCall & { readonly answer: Answer }): Promise<z.output<Answer>>
}

export const createRestlets = (call: Caller): Restlets => ({
  call: async ({
    script,
    deploy,
    method = 'GET',
    parameters,
    body,
    repeatable = method === 'GET',
    signal,
    priority,
    ...rest
  }: RestletCall & { readonly answer?: z.ZodType }) => {
    if (body !== undefined && (method === 'GET' || method === 'DELETE'))
      throw new TypeError(`A RESTlet's ${method} takes parameters, no body`)
    const answer = await call({
      service: 'restlet',
      method,
      path: '',
      query: { ...parameters, script, deploy },
      // The type of the answer follows the type of the request, a request without a body too.
      headers: { 'content-type': 'application/json' },
      body,
      repeatable,
      signal,
      priority,
    })
    const parsed = rest.answer?.safeParse(answer.body)
    if (parsed === undefined) return answer.body
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    throw new ApiError({
      kind: 'invalid',
      message: `The RESTlet ${script} answered otherwise than expected at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'wrong shape'}`,
      hint: 'Compare the script with the schema given as answer.',
      request: `${method} /app/site/hosting/restlet.nl`,
    })
  },
})
