/** Content type of NetSuite's error bodies. */
const problemType = 'application/vnd.oracle.resource+json; type=error; charset=UTF-8'

interface StatusWords {
  readonly title: string
  readonly section: string
}

const words: Readonly<Record<number, StatusWords>> = {
  400: { title: 'Bad Request', section: '15.5.1' },
  401: { title: 'Unauthorized', section: '15.5.2' },
  403: { title: 'Forbidden', section: '15.5.4' },
  404: { title: 'Not Found', section: '15.5.5' },
  405: { title: 'Method Not Allowed', section: '15.5.6' },
  409: { title: 'Conflict', section: '15.5.10' },
  501: { title: 'Not Implemented', section: '15.6.2' },
  500: { title: 'Internal Server Error', section: '15.6.1' },
}

export interface ProblemDetail {
  readonly detail: string
  readonly code: string
  readonly path?: string
  readonly queryParam?: string
  readonly header?: string
  readonly url?: string
}

/** A refusal on its way to becoming an answer. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly details: readonly ProblemDetail[]

  constructor(status: number, ...details: readonly ProblemDetail[]) {
    super(details.map(({ detail }) => detail).join('; '))
    this.status = status
    this.details = details
  }
}

const accessing = 'Error while accessing a resource.'

/** The refusals that NetSuite has words for (errors.json of the references). */
export const problems = {
  invalidLogin: () =>
    new Problem(401, {
      code: 'INVALID_LOGIN',
      detail:
        'Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.',
    }),
  insufficientPermission: (tab: string, name: string) =>
    new Problem(403, {
      code: 'INSUFFICIENT_PERMISSION',
      detail: `Permission Violation: You need the '${tab} -> ${name}' permission to access this page. Please contact your account administrator.`,
    }),
  insufficientScope: (scope: string) =>
    new Problem(403, {
      code: 'INSUFFICIENT_PERMISSION',
      detail: `The access token was not issued for the scope '${scope}'.`,
    }),
  unknownType: (type: string, url: string) =>
    new Problem(404, { code: 'NONEXISTENT_ID', detail: `Record type '${type}' does not exist.`, url }),
  missingRecord: () =>
    new Problem(404, {
      code: 'NONEXISTENT_ID',
      detail: 'The record instance does not exist. Provide a valid record instance ID.',
    }),
  missingTransaction: () =>
    new Problem(400, { code: 'USER_ERROR', detail: `${accessing} Transaction type specified is incorrect.` }),
  duplicateEntity: () =>
    new Problem(400, { code: 'USER_ERROR', detail: `${accessing} This entity already exists.` }),
  duplicateRecord: () =>
    new Problem(400, { code: 'USER_ERROR', detail: `${accessing} This record already exists.` }),
  missingFields: (labels: readonly string[]) =>
    new Problem(400, {
      code: 'USER_ERROR',
      detail: `${accessing} Please enter value(s) for: ${labels.join(', ')}.`,
    }),
  invalidValue: (value: string, field: string, path: string) =>
    new Problem(400, {
      code: 'INVALID_CONTENT',
      detail: `${accessing} You have entered an Invalid Field Value ${value} for the following field: ${field}`,
      path,
    }),
  invalidReference: (field: string, id: string, path: string) =>
    new Problem(400, {
      code: 'INVALID_KEY_OR_REF',
      detail: `Invalid ${field} reference key ${id}.`,
      path,
    }),
  /** What a form would say to a person; the texts after the first sentence are NetSuite's own where known. */
  userError: (text: string) => new Problem(400, { code: 'USER_ERROR', detail: `${accessing} ${text}` }),
  unknownProperty: (name: string, path: string) =>
    new Problem(400, {
      code: 'INVALID_CONTENT',
      detail: `${accessing} Property '${name}' does not exist.`,
      path,
    }),
  malformedBody: () =>
    new Problem(400, { code: 'INVALID_CONTENT', detail: 'Invalid content in the request body.' }),
  invalidRequest: (detail: string) => new Problem(400, { code: 'INVALID_REQUEST', detail }),
  usedIdempotencyKey: (status: 400 | 409) =>
    new Problem(status, {
      code: 'IDEMPOTENCY_ERROR',
      detail: 'The idempotency key was used in another request.',
      header: 'X-NetSuite-Idempotency-Key',
    }),
  wrongParameter: (name: string, detail: string) =>
    new Problem(400, { code: 'INVALID_PARAMETER', detail, queryParam: name }),
  wrongFilter: () =>
    new Problem(400, {
      code: 'INVALID_PARAMETER',
      detail: 'Invalid query parameter value.',
      queryParam: 'q',
    }),
  wrongHeader: (name: string, next: string) =>
    new Problem(400, {
      code: 'INVALID_HEADER',
      detail: `The required request header "${name}" is missing or contains an invalid value. ${next}`,
      header: name,
    }),
  wrongQuery: (text: string) =>
    new Problem(400, {
      code: 'INVALID_PARAMETER',
      detail: `Invalid search query. Detailed unprocessed description follows. ${text}`,
      queryParam: 'q',
    }),
  wrongMethod: () =>
    new Problem(405, { code: 'METHOD_NOT_ALLOWED', detail: 'The method is not allowed for this resource.' }),
  /** Documented, but not by this sandbox: no answer of NetSuite's. */
  notEmulated: (what: string) =>
    new Problem(501, { code: 'NOT_EMULATED', detail: `The sandbox does not emulate ${what}.` }),
  unexpected: (id: string) =>
    new Problem(500, { code: 'UNEXPECTED_ERROR', detail: `An unexpected error occurred. Error ID: ${id}` }),
} as const

export const problemResponse = ({ status, details }: Problem): Response => {
  const { title, section } = words[status] ?? { title: 'Error', section: '15.6.1' }
  const body = {
    type: `https://www.rfc-editor.org/rfc/rfc9110.html#section-${section}`,
    title,
    status,
    'o:errorDetails': details.map(({ detail, code, path, queryParam, header, url }) => ({
      detail,
      'o:errorCode': code,
      ...(path === undefined ? {} : { 'o:errorPath': path }),
      ...(queryParam === undefined ? {} : { 'o:errorQueryParam': queryParam }),
      ...(header === undefined ? {} : { 'o:errorHeader': header }),
      ...(url === undefined ? {} : { 'o:errorUrl': url }),
    })),
  }
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': problemType } })
}

/**
 * Too many requests at once: refused without waiting, and without `Retry-After`. Accounts have been seen to answer 400 with the
 * longer text in place of 429.
 */
export const concurrencyRefusal = (status: 400 | 429 = 429): Response =>
  new Response(
    JSON.stringify({
      type:
        status === 429
          ? 'https://www.rfc-editor.org/rfc/rfc6585.html#section-4'
          : 'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1',
      title: status === 429 ? 'Too Many Requests' : 'Bad Request',
      status,
      'o:errorDetails': [
        {
          detail: `Concurrent request limit exceeded. Request blocked.${status === 400 ? ` ${whereToLook}` : ''}`,
          'o:errorCode': 'CONCURRENCY_LIMIT_EXCEEDED',
        },
      ],
      ...(status === 429 ? { 'o:errorCode': 'USER_ERROR' } : {}),
    }),
    { status, headers: { 'content-type': problemType } },
  )

const whereToLook =
  'To view the concurrency limits of your account, go to Setup > Integration > Integration Management > Integration Governance.'
