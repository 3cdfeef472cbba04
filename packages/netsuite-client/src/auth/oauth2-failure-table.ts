import type { FailureKind } from '@tiktok-ns/client-kit'

interface OAuth2FailureRow {
  readonly code?: string
  readonly status?: number
  readonly kind: FailureKind
  readonly hint: string
}

/** What the token address's refusals mean. The first row that matches decides. */
const oauth2FailureTable: readonly OAuth2FailureRow[] = [
  {
    code: 'invalid_grant',
    kind: 'auth',
    hint: "Machine to machine: check this machine's clock, that the certificate is valid and mapped to the integration, and the account id. With a refresh token: it ended (7 days) or was used; have the person consent again.",
  },
  {
    code: 'invalid_client',
    kind: 'auth',
    hint: 'Check the client id, the certificate id, the private key and, with a client secret, the secret.',
  },
  {
    code: 'unauthorized_client',
    kind: 'auth',
    hint: 'Allow this grant on the integration record (Setup > Integration > Manage Integrations).',
  },
  {
    code: 'unsupported_grant_type',
    kind: 'auth',
    hint: 'Switch OAuth 2.0 on (Setup > Company > Enable Features > SuiteCloud), then on the integration record.',
  },
  {
    code: 'invalid_request',
    kind: 'invalid',
    hint: 'Check client id, redirect URI and scopes against the integration record.',
  },
  { status: 429, kind: 'rate-limited', hint: 'Waits and tries again by itself.' },
  { status: 401, kind: 'auth', hint: 'Check the client id and its secret or certificate.' },
  { status: 403, kind: 'auth', hint: 'The integration or the role is not allowed to log in with OAuth 2.0.' },
  { status: 404, kind: 'invalid', hint: 'Check the account id and the base URL.' },
]

const serverTrouble = {
  kind: 'unavailable',
  hint: 'NetSuite is down or in maintenance; tried again by itself.',
} as const
const unknownRefusal = {
  kind: 'auth',
  hint: 'Check the integration record and the credentials.',
} as const

export const oauth2Meaning = (
  status: number,
  code: string | undefined,
): { readonly kind: FailureKind; readonly hint: string } =>
  oauth2FailureTable.find(
    row => (row.code === undefined || row.code === code) && (row.status ?? status) === status,
  ) ?? (status >= 500 ? serverTrouble : unknownRefusal)
