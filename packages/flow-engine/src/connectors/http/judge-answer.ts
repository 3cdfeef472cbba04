import type { Failure, FailureKind } from '../../failures/failure.js'
import type { Json } from '../../json.js'
import { readPath } from '../read-path.js'
import type { HttpConnectorSpec } from './http-spec.js'

export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  /** The body as JSON; undefined when there is none. */
  readonly body: Json | undefined
}

interface StatusRow {
  readonly from: number
  readonly to: number
  readonly kind: FailureKind
  readonly hint: string
}

/** What a status means to a flow. The first row that holds decides. */
const statusTable: readonly StatusRow[] = [
  {
    from: 300,
    to: 399,
    kind: 'invalid',
    hint: 'The address has moved: correct baseUrl or path in the connector file.',
  },
  { from: 401, to: 401, kind: 'auth', hint: 'Check the credentials of the connection.' },
  { from: 403, to: 403, kind: 'permission', hint: 'The credentials are known, but may not do this.' },
  { from: 404, to: 404, kind: 'missing', hint: 'Check that the record exists in this account.' },
  { from: 408, to: 408, kind: 'timeout', hint: 'Try again.' },
  {
    from: 409,
    to: 409,
    kind: 'conflict',
    hint: 'Somebody else changed it at the same time, or it exists already.',
  },
  { from: 413, to: 413, kind: 'too-large', hint: 'Write less at once.' },
  { from: 429, to: 429, kind: 'rate-limited', hint: 'Try again later, and less often.' },
  { from: 504, to: 504, kind: 'timeout', hint: 'Try again.' },
  { from: 500, to: 599, kind: 'unavailable', hint: 'Try again later.' },
  { from: 400, to: 499, kind: 'invalid', hint: 'Correct the record or its mapping.' },
]

const isFilled = (value: Json | undefined): boolean =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  value !== false &&
  !(Array.isArray(value) && value.length === 0)

const asText = (value: Json | undefined): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

/** Why an answer is a failure; undefined when it is none. */
export const judgeAnswer = (
  answer: HttpAnswer,
  { answers }: HttpConnectorSpec,
  nowMs: number,
): Failure | undefined => {
  const { status, body } = answer
  const { success, failure, message, kinds, statuses } = answers
  const code = asText(readPath(body, answers.code ?? failure?.path ?? success?.path ?? 'code'))
  const words = message === undefined ? '' : asText(readPath(body, message))
  const base = {
    message:
      words === ''
        ? `The system answered ${status}${code === '' ? '' : ` with code ${code}`}`
        : words.slice(0, 500),
    status,
    ...(code === '' ? {} : { code }),
    ...retryAfter(answer.headers, nowMs),
  }
  if (status < 200 || status > 299) {
    const row = statusTable.find(({ from, to }) => status >= from && status <= to)
    return {
      ...base,
      kind: kinds[code] ?? statuses[String(status)] ?? row?.kind ?? 'unknown',
      hint: row?.hint ?? 'Look at the answer.',
    }
  }
  const failed = failure !== undefined && isOneOf(readPath(body, failure.path), failure.values)
  const succeeded = success === undefined || isOneOf(readPath(body, success.path), success.values)
  if (!failed && succeeded) return undefined
  return {
    ...base,
    kind: kinds[code] ?? 'invalid',
    hint: 'Name this code under `answers.kinds` if it means something else.',
  }
}

const isOneOf = (value: Json | undefined, values: readonly string[] | undefined): boolean =>
  values === undefined ? isFilled(value) : values.includes(asText(value))

const retryAfter = (headers: Headers, nowMs: number): { readonly retryAfterMs?: number } => {
  const text = headers.get('retry-after')
  if (text === null) return {}
  const ms = /^\d+$/.test(text.trim()) ? Number(text) * 1_000 : Date.parse(text) - nowMs
  return Number.isFinite(ms) && ms >= 0 ? { retryAfterMs: ms } : {}
}
