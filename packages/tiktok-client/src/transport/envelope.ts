import { ApiError, excerptOf, type Redactor, type TransportResponse } from '@tiktok-ns/client-kit'
import { z } from 'zod'
import { meaningOf } from './failure-table.js'
import { parseJson } from './parse-json.js'
import { whole } from './tolerant-shapes.js'

/** What every answer looks like; `data` may be absent, null or empty on writes. */
const envelope = z.looseObject({
  code: whole,
  message: z.string().nullish(),
  request_id: z.string().nullish(),
  data: z.unknown().optional(),
})

export interface EnvelopeContext {
  /** Method and path, for errors. */
  readonly request: string
  readonly redactor: Redactor
  /** True when the call changes something: an unreadable answer leaves its outcome unknown. */
  readonly writes: boolean
}

export interface OpenedEnvelope {
  readonly data: unknown
  readonly requestId: string | undefined
}

/**
 * Takes the data out of an answer.
 *
 * @throws ApiError for any code but 0, and for an answer that is no envelope.
 */
export const openEnvelope = (response: TransportResponse, context: EnvelopeContext): OpenedEnvelope => {
  const parsed = envelope.safeParse(readJson(response.body))
  if (!parsed.success) throw unreadable(response, context)
  const { code, data } = parsed.data
  const message = parsed.data.message ?? ''
  const requestId = parsed.data.request_id ?? undefined
  if (code === 0 && response.status < 400) return { data: data ?? undefined, requestId }
  const { kind, hint } = meaningOf(response.status, code === 0 ? undefined : code, message)
  throw new ApiError({
    kind,
    message: `TikTok Shop answered ${code}: ${context.redactor.text(message)}`,
    hint,
    code: String(code),
    status: response.status,
    requestId,
    retryAfterMs: retryAfterMs(response),
    outcomeUnknown: context.writes && isServerTrouble(response.status, kind),
    request: context.request,
  })
}

const unreadable = (response: TransportResponse, context: EnvelopeContext): ApiError => {
  const trouble = response.status >= 400
  const { kind, hint } = trouble
    ? meaningOf(response.status, undefined, '')
    : { kind: 'unavailable' as const, hint: undefined }
  return new ApiError({
    kind,
    message: trouble
      ? `TikTok Shop answered with HTTP ${response.status} and no readable body`
      : 'TikTok Shop answered with something that is not its usual envelope',
    hint:
      hint ?? 'Tried again by itself; if it goes on, a proxy may stand between, or the base URL is wrong.',
    status: response.status,
    retryAfterMs: retryAfterMs(response),
    outcomeUnknown: context.writes,
    request: context.request,
    excerpt: excerptOf(response.body, context.redactor),
  })
}

const isServerTrouble = (status: number, kind: string): boolean =>
  status >= 500 || kind === 'timeout' || kind === 'unavailable'

const readJson = (body: Uint8Array): unknown => {
  try {
    return parseJson(new TextDecoder().decode(body))
  } catch {
    return undefined // the caller answers with an excerpt
  }
}

const retryAfterMs = ({ headers }: TransportResponse): number | undefined => {
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}
