import { createRequestGate, type RequestGate } from '@tiktok-ns/client-kit'

/** NetSuite counts requests per account, so all clients of a process that reach one account share a gate. */
const gates = new Map<string, RequestGate>()

/** The gate of an account, made by whoever asks first. */
export const sharedGate = (name: string, maxConcurrent: number): RequestGate => {
  const known = gates.get(name)
  if (known !== undefined) return known
  const gate = createRequestGate({ maxConcurrent })
  gates.set(name, gate)
  return gate
}
