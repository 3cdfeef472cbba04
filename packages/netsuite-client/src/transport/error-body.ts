import {
  ApiError,
  type ApiErrorDetail,
  excerptOf,
  type Redactor,
  type TransportResponse,
} from '@tiktok-ns/client-kit'
import { z } from 'zod'
import { isConcurrencyCode, type Meaning, meaningOf } from './failure-table.js'

const optionalText = z.string().optional()

const problem = z.looseObject({
  title: optionalText,
  'o:errorCode': optionalText,
  'o:errorDetails': z
    .array(
      z.looseObject({
        detail: optionalText,
        'o:errorCode': optionalText,
        'o:errorPath': optionalText,
        'o:errorQueryParam': optionalText,
        'o:errorHeader': optionalText,
        'o:errorUrl': optionalText,
        'o:urlPath': optionalText, // in Oracle's help, where live answers say o:errorUrl
      }),
    )
    .optional(),
})

/** RESTlets have a body of their own. */
const restletProblem = z.looseObject({ error: z.looseObject({ code: optionalText, message: optionalText }) })

/** SuiteScript's error object, as `message` of a RESTlet's body sometimes holds it. */
const scriptError = z.looseObject({ message: z.string() })

export interface ErrorContext {
  /** Method and path. */
  readonly request: string
  readonly redactor: Redactor
  /** True when the request changes something. */
  readonly writes: boolean
}

const brokenAnswer: Meaning = {
  kind: 'unavailable',
  hint: 'The answer broke off on its way; tried again where that is safe.',
}

/** An answer that is no success, as an error with a kind. Survives HTML from a proxy in front. */
export const toApiError = (
  response: TransportResponse,
  { request, redactor, writes }: ErrorContext,
): ApiError => {
  const body = parseJson(response.body)
  const { details, topCode } = readDetails(body)
  const [first] = details
  const code = details.find(detail => isConcurrencyCode(detail.code))?.code ?? first?.code ?? topCode
  const words = details.map(({ message }) => message).join(' ')
  const readable = details.length > 0
  // What NetSuite refused is in the part that is missing: it may even be "already exists". So the call is made again.
  const cutOff = !readable && body === undefined && /json/i.test(response.headers['content-type'] ?? '')
  const { kind, hint, done = false } = cutOff ? brokenAnswer : meaningOf(response.status, code, words)
  return new ApiError({
    kind,
    message: readable
      ? `NetSuite answered ${response.status}${code === undefined ? '' : ` ${code}`}: ${redactor.text(words)}`
      : `NetSuite answered with HTTP ${response.status} and no readable body`,
    hint,
    code,
    status: response.status,
    requestId: response.headers['x-n-operationid'],
    retryAfterMs: retryAfterMs(response),
    outcomeUnknown: writes && (done || response.status >= 500 || cutOff),
    request,
    details: details.map(detail => ({ ...detail, message: redactor.text(detail.message) })),
    excerpt: readable ? undefined : excerptOf(response.body, redactor),
  })
}

const readDetails = (
  body: unknown,
): { readonly details: readonly ApiErrorDetail[]; readonly topCode?: string | undefined } => {
  const parsed = problem.safeParse(body)
  const listed = parsed.data?.['o:errorDetails'] ?? []
  if (parsed.success && listed.length > 0) {
    const details = listed.map(entry => ({
      message: entry.detail ?? parsed.data.title ?? 'no detail',
      code: entry['o:errorCode'],
      path:
        entry['o:errorPath'] ??
        entry['o:errorQueryParam'] ??
        entry['o:errorHeader'] ??
        entry['o:errorUrl'] ??
        entry['o:urlPath'],
    }))
    return { details, topCode: parsed.data['o:errorCode'] }
  }
  const restlet = restletProblem.safeParse(body)
  if (restlet.success)
    return {
      details: [{ message: plainMessage(restlet.data.error.message), code: restlet.data.error.code }],
    }
  return { details: [] }
}

/** A script's error may be JSON in a text, with a stack that says nothing to an operator. */
const plainMessage = (message = 'no message'): string => {
  const inner = scriptError.safeParse(parseJson(Buffer.from(message)))
  return inner.success ? inner.data.message : message
}

const parseJson = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined // the error then carries an excerpt
  }
}

const retryAfterMs = ({ headers }: TransportResponse): number | undefined => {
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}
