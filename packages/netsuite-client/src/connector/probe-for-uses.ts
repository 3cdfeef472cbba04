import type { ProbeContext, ProbeFinding } from '@tiktok-ns/flow-engine'
import type { NetSuiteClient } from '../netsuite-client.js'

/** Tries the connection, and where a host says what flows write: whether the role may see those records, and what ends soon. */
export const probeForUses = async (
  client: NetSuiteClient,
  { signal, uses }: ProbeContext,
  { isToken }: { readonly isToken: boolean },
): Promise<readonly ProbeFinding[]> => {
  if (uses === undefined) return client.probe({ signal })
  const records = uses.imports.length === 0 ? {} : { records: uses.imports }
  return [...(await client.probe({ signal, ...records })), ...(isToken ? [endOfTokens] : [])]
}

/** @see "Token-based Authentication (TBA)", NetSuite Help Center, and the release notes of 2026.2 */
const endOfTokens: ProbeFinding = {
  ok: true,
  subject: 'login method',
  message:
    'token-based authentication works; from 2027.1 NetSuite takes no new integrations with it, and it is said to end with 2028.2',
  next: 'Plan for OAuth 2.0: clientId, certificateId and privateKey in place of the tokens.',
}
