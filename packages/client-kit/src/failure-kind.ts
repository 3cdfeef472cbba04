/** What sort of failure a caller has met, the same for every vendor. */
export const failureKinds = [
  'auth',
  'permission',
  'rate-limited',
  'unavailable',
  'timeout',
  'missing',
  'duplicate',
  'conflict',
  'invalid',
  'mapping',
  'too-large',
  'unknown',
] as const

export type FailureKind = (typeof failureKinds)[number]
