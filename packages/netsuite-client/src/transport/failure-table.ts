import type { FailureKind } from '@tiktok-ns/client-kit'

export interface Meaning {
  readonly kind: FailureKind
  readonly hint?: string
  /** True when the record was made or changed although the answer is a refusal. */
  readonly done?: boolean
}

interface FailureRow extends Meaning {
  readonly code?: string
  readonly status?: number
  /** Words of the detail. */
  readonly detail?: RegExp
  readonly hint: string
}

const checkReference = 'Check the id; the record may have been deleted, or the role may not see it.'

const readIt = 'Read it by its external id.'

/** What NetSuite's answers mean to a caller. The first row that matches decides. */
const failureTable: readonly FailureRow[] = [
  {
    code: 'CONCURRENCY_LIMIT_EXCEEDED',
    kind: 'rate-limited',
    hint: 'Waits and tries again by itself; other integrations share the limit.',
  },
  {
    code: 'SSS_REQUEST_LIMIT_EXCEEDED',
    kind: 'rate-limited',
    hint: 'Waits and tries again by itself; other integrations share the limit.',
  },
  {
    code: 'SSS_USAGE_LIMIT_EXCEEDED',
    kind: 'too-large',
    hint: 'The script used up its 5,000 units: give it less to do in one call.',
  },
  {
    code: 'SSS_TIME_LIMIT_EXCEEDED',
    kind: 'timeout',
    hint: 'The script ran for more than five minutes: give it less to do in one call.',
  },
  { status: 429, kind: 'rate-limited', hint: 'Waits and tries again by itself.' },
  {
    code: 'INVALID_LOGIN',
    kind: 'auth',
    hint: "Check keys, token, account id and this machine's clock; the Login Audit Trail in NetSuite tells which.",
  },
  {
    code: 'INVALID_LOGIN_ATTEMPT',
    kind: 'auth',
    hint: "Check keys, token, account id and this machine's clock; the Login Audit Trail in NetSuite tells which.",
  },
  { status: 401, kind: 'auth', hint: 'Check keys, token and account id.' },
  {
    code: 'INSUFFICIENT_PERMISSION',
    kind: 'permission',
    hint: "Add the permission to the integration's role.",
  },
  { status: 403, kind: 'permission', hint: "Add the permission to the integration's role." },
  {
    detail: /automatic application of the deposit/i,
    kind: 'conflict',
    hint: 'The record was made all the same: read it by its external id, and do not make it again.',
    done: true,
  },
  { detail: /already exists|DUP_(RCRD|ENTITY)|UNIQUE_CUST_ID_REQD/i, kind: 'duplicate', hint: readIt },
  { code: 'DUP_RCRD', kind: 'duplicate', hint: readIt },
  { code: 'DUP_ENTITY', kind: 'duplicate', hint: readIt },
  { code: 'UNIQUE_CUST_ID_REQD', kind: 'duplicate', hint: readIt },
  {
    code: 'IDEMPOTENCY_ERROR',
    kind: 'duplicate',
    hint: 'The job was submitted before; follow its location.',
  },
  {
    detail: /Transaction type specified is incorrect/i,
    kind: 'missing',
    hint: 'NetSuite says this for transactions that do not exist. Check the id and the record type.',
  },
  {
    code: 'NONEXISTENT_ID',
    detail: /Record type/i,
    kind: 'invalid',
    hint: 'The record type is unknown, its feature is off, or the role may not see it.',
  },
  { code: 'NONEXISTENT_ID', kind: 'missing', hint: checkReference },
  { code: 'RCRD_DSNT_EXIST', kind: 'missing', hint: checkReference },
  { code: 'INVALID_KEY_OR_REF', kind: 'invalid', hint: checkReference },
  {
    detail: /record has been changed|RCRD_HAS_BEEN_CHANGED/i,
    kind: 'conflict',
    hint: 'Somebody changed it meanwhile; read it again and repeat.',
  },
  {
    detail: /enter value\(s\) for/i,
    kind: 'invalid',
    hint: 'Map the fields it names, or make them optional on the form.',
  },
  {
    detail: /period.*closed|closed.*period|PERIOD_CLOSED/i,
    kind: 'conflict',
    hint: 'Open the period, or choose a date in an open one.',
  },
  {
    code: 'UNEXPECTED_ERROR',
    kind: 'unavailable',
    hint: 'An error inside NetSuite; quote the operation id to its support if it goes on.',
  },
  {
    detail: /Record '[^']*' was not found|Invalid search type/i,
    kind: 'invalid',
    hint: 'The SuiteQL table is unknown, its feature is off, or the role lacks the permission for it.',
  },
  {
    detail: /NOT_EXPOSED/,
    kind: 'invalid',
    hint: 'This column cannot be read by SuiteQL over REST; leave it out.',
  },
  {
    status: 302,
    kind: 'invalid',
    hint: 'Wrong host: check the account id and the base URL; the account may have moved.',
  },
  { status: 405, kind: 'invalid', hint: 'The record type or script has nothing to offer for this verb.' },
  { status: 413, kind: 'too-large', hint: 'Send less in one request.' },
  { status: 504, kind: 'timeout', hint: 'NetSuite took too long; tried again where that is safe.' },
  { status: 500, kind: 'unavailable', hint: 'Tried again where that is safe.' },
  { status: 502, kind: 'unavailable', hint: 'Tried again where that is safe.' },
  {
    status: 503,
    kind: 'unavailable',
    hint: 'NetSuite is down or in maintenance; tried again where that is safe.',
  },
  { status: 404, kind: 'missing', hint: checkReference },
  { status: 400, kind: 'invalid', hint: 'The message says which value; correct the mapping or the record.' },
  { status: 409, kind: 'conflict', hint: 'Read the record again, then repeat.' },
]

export const meaningOf = (status: number, code: string | undefined, detail: string): Meaning =>
  failureTable.find(
    row =>
      (row.code === undefined || row.code === code) &&
      (row.status === undefined || row.status === status) &&
      (row.detail === undefined || row.detail.test(detail)),
  ) ?? { kind: 'unknown' }

/** Too much at once: the one refusal that goes before all others an answer may list. */
export const isConcurrencyCode = (code: string | undefined): boolean =>
  code === 'CONCURRENCY_LIMIT_EXCEEDED' || code === 'SSS_REQUEST_LIMIT_EXCEEDED'
