import type { FailureKind } from '@tiktok-ns/client-kit'
import { errorCodes } from '../generated/error-codes.js'
import { businessHints } from './business-hints.js'

export interface FailureRow {
  /** TikTok's code, or a prefix of its message for the one code that means many things. */
  readonly code?: number
  readonly message?: RegExp
  readonly status?: number
  readonly kind: FailureKind
  readonly hint: string
}

/** What TikTok's answers mean to a caller. The first row that matches decides. */
export const failureTable: readonly FailureRow[] = [
  {
    code: 105002,
    kind: 'auth',
    hint: 'The access token is over; it is refreshed and the call repeated by itself.',
  },
  { code: 36009002, kind: 'rate-limited', hint: 'Waits and tries again by itself.' },
  {
    code: 36009037,
    kind: 'rate-limited',
    hint: 'A development shop has 1,000 calls an hour; go on in the next hour.',
  },
  { code: 36009003, kind: 'unavailable', hint: 'An internal error of TikTok; tried again by itself.' },
  { code: 36009007, kind: 'timeout', hint: 'TikTok took too long. If it goes on, ask for less in one call.' },
  { code: 36009014, kind: 'invalid', hint: 'This version of the endpoint is retired; update the client.' },
  { code: 36009009, kind: 'invalid', hint: 'There is no such path; check the base URL.' },
  {
    code: 36009033,
    kind: 'permission',
    hint: "Add this machine's address to the app's allow list in Partner Center.",
  },
  { code: 36009043, kind: 'permission', hint: 'The shop is inactive; see Seller Center.' },
  { code: 36009044, kind: 'permission', hint: 'The seller is inactive; see Seller Center.' },
  {
    code: 105005,
    kind: 'permission',
    hint: 'Add the scope to the app in Partner Center, then let the seller authorize it again.',
  },
  { code: 106001, kind: 'auth', hint: 'The signature was refused: check the app secret.' },
  { code: 106013, kind: 'invalid', hint: 'The call needs a shop: set shopCipher, or shopId.' },
  {
    code: 106011,
    kind: 'auth',
    hint: 'The shop cipher does not belong to this token; read the authorized shops again.',
  },
  { code: 101000, kind: 'auth', hint: 'The token is of another kind of user, or not for this shop.' },
  {
    code: 36004004,
    kind: 'auth',
    hint: 'The authorization code is used or over 30 minutes old; let the seller authorize again.',
  },
  { code: 36004001, kind: 'auth', hint: 'The refresh token is over; let the seller authorize again.' },
  {
    code: 36004005,
    kind: 'auth',
    hint: 'The seller has withdrawn the authorization; let them authorize again.',
  },
  { code: 105001, kind: 'auth', hint: 'The token is not valid; let the seller authorize again.' },
  // Listed with the rules that a state may lift; no state lifts this one.
  { code: 12052055, kind: 'invalid', hint: 'The quantity is out of range.' },
  // One code for many faults: TikTok advises to look at the words.
  { code: 36009004, message: /app_key/i, kind: 'auth', hint: 'Check the app key.' },
  {
    code: 36009004,
    message: /timestamp/i,
    kind: 'auth',
    hint: "This machine's clock is wrong: TikTok allows 5 minutes behind, 30 seconds ahead.",
  },
  { code: 36009004, message: /access.token/i, kind: 'auth', hint: 'Check the access token.' },
  {
    code: 36009004,
    message: /\bsign\b/i,
    kind: 'auth',
    hint: 'The signature was refused: check the app secret.',
  },
  {
    code: 36009004,
    kind: 'invalid',
    hint: 'A parameter is missing, malformed or not wanted; the message names it.',
  },
  { status: 429, kind: 'rate-limited', hint: 'Waits and tries again by itself.' },
  { status: 401, kind: 'auth', hint: 'Check app key, app secret and token.' },
  { status: 403, kind: 'permission', hint: 'Check the scopes of the app.' },
  { status: 404, kind: 'missing', hint: 'It may belong to another shop.' },
  { status: 413, kind: 'too-large', hint: 'Send less in one call.' },
  { status: 504, kind: 'timeout', hint: 'TikTok took too long; tried again by itself.' },
  { status: 500, kind: 'unavailable', hint: 'Tried again by itself.' },
  { status: 502, kind: 'unavailable', hint: 'Tried again by itself.' },
  { status: 503, kind: 'unavailable', hint: 'TikTok is overloaded; tried again by itself.' },
]

/** The kinds of TikTok's own list, and ours. */
const kindsOfMeanings: Readonly<Record<string, FailureKind>> = {
  'invalid-request': 'invalid',
  'state-or-rule': 'conflict',
  transient: 'unavailable',
  'not-found': 'missing',
  'already-done': 'duplicate',
  permission: 'permission',
  auth: 'auth',
  conflict: 'conflict',
  'rate-limit': 'rate-limited',
  method: 'invalid',
  version: 'invalid',
}

const kindsByCode: ReadonlyMap<number, FailureKind> = new Map(
  Object.entries(errorCodes).flatMap(([meaning, codes]) => {
    const kind = kindsOfMeanings[meaning.split('/')[0] ?? ''] ?? 'unknown'
    return codes.split(' ').map((code): [number, FailureKind] => [Number(code), kind])
  }),
)

/** What to do where a code says no more than its kind. */
const hintsByKind: Partial<Readonly<Record<FailureKind, string>>> = {
  invalid: 'The message names what is wrong in the request; it fails the same way until that is changed.',
  conflict: 'Read the record again: its state does not allow this.',
  duplicate: 'It is done already; read the record to be sure.',
  missing: 'It may belong to another shop.',
  permission: 'Check the scopes of the app and what the seller may do.',
  unavailable: 'Tried again by itself; if it goes on, report it with the request id.',
  auth: 'Check app key, app secret and token; probe() says which.',
}

export interface FailureMeaning {
  readonly kind: FailureKind
  readonly hint?: string
}

/** Decides by code first, by status second. */
export const meaningOf = (status: number, code: number | undefined, message: string): FailureMeaning => {
  const row = failureTable.find(
    candidate =>
      (candidate.code === undefined
        ? code === undefined || !kindsByCode.has(code)
        : candidate.code === code) &&
      (candidate.status === undefined || candidate.status === status) &&
      (candidate.message === undefined || candidate.message.test(message)),
  )
  if (row !== undefined) return row
  const kind = (code === undefined ? undefined : kindsByCode.get(code)) ?? 'unknown'
  const hint = (code === undefined ? undefined : businessHints.get(code)) ?? hintsByKind[kind]
  return { kind, ...(hint === undefined ? {} : { hint }) }
}
