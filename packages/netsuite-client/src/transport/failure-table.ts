import type { FailureKind } from '@tiktok-ns/client-kit'

export interface FailureRow {
  readonly code?: string
  readonly status?: number
  /** Words of the detail. */
  readonly detail?: RegExp
  readonly kind: FailureKind
  readonly hint: string
}

const addReference = 'Check the id; the record may have been deleted, or the role may not see it.'

/** What NetSuite's answers mean to a caller. The first row that matches decides. */
export const failureTable: readonly FailureRow[] = [
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
  { detail: /already exists/i, kind: 'duplicate', hint: 'Read it by its external id.' },
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
  { code: 'NONEXISTENT_ID', kind: 'missing', hint: addReference },
  { code: 'INVALID_KEY_OR_REF', kind: 'invalid', hint: addReference },
  {
    detail: /record has been changed/i,
    kind: 'conflict',
    hint: 'Somebody changed it meanwhile; read it again and repeat.',
  },
  {
    detail: /automatic application of the deposit/i,
    kind: 'conflict',
    hint: 'The record was made all the same; read it by its external id.',
  },
  {
    detail: /enter value\(s\) for/i,
    kind: 'invalid',
    hint: 'Map the fields it names, or make them optional on the form.',
  },
  {
    detail: /period.*closed|closed.*period/i,
    kind: 'conflict',
    hint: 'Open the period, or choose a date in an open one.',
  },
  {
    code: 'UNEXPECTED_ERROR',
    kind: 'unavailable',
    hint: 'An error inside NetSuite; quote the operation id to its support if it goes on.',
  },
  { status: 413, kind: 'too-large', hint: 'Send less in one request.' },
  { status: 504, kind: 'timeout', hint: 'NetSuite took too long; tried again where that is safe.' },
  { status: 500, kind: 'unavailable', hint: 'Tried again where that is safe.' },
  { status: 502, kind: 'unavailable', hint: 'Tried again where that is safe.' },
  {
    status: 503,
    kind: 'unavailable',
    hint: 'NetSuite is down or in maintenance; tried again where that is safe.',
  },
  { status: 404, kind: 'missing', hint: addReference },
  { status: 400, kind: 'invalid', hint: 'The message says which value; correct the mapping or the record.' },
  { status: 409, kind: 'conflict', hint: 'Read the record again, then repeat.' },
]

export const meaningOf = (
  status: number,
  code: string | undefined,
  detail: string,
): { readonly kind: FailureKind; readonly hint?: string } =>
  failureTable.find(
    row =>
      (row.code === undefined || row.code === code) &&
      (row.status === undefined || row.status === status) &&
      (row.detail === undefined || row.detail.test(detail)),
  ) ?? { kind: 'unknown' }
