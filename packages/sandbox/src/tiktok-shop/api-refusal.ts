import errorTexts from './generated/errors.json' with { type: 'json' }

/** An answer with a `code` other than 0. Thrown by handlers, turned into an envelope at the edge. */
export class ApiRefusal extends Error {
  readonly code: number
  /** HTTP status where one is known for the code; business errors have none of their own. */
  readonly httpStatus: number | undefined

  constructor(code: number, message?: string, httpStatus = statusOf(code)) {
    super(message ?? messageOf(code))
    this.code = code
    this.httpStatus = httpStatus
  }
}

const texts: Readonly<Record<string, { http: number | null; message: string }>> = errorTexts

/** The platform's text for a code. */
export const messageOf = (code: number): string => texts[code]?.message ?? 'Request failed.'

const statusOf = (code: number): number | undefined => texts[code]?.http ?? undefined
