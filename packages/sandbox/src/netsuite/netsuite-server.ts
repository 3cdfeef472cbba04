import { Hono } from 'hono'
import { z } from 'zod'
import { isJsonObject, type JsonObject } from '../json.js'
import type { SandboxCore, SandboxSystem } from '../sandbox-system.js'

/** The whole NetSuite side of a seed file. */
export const netsuiteSeed = z.strictObject({
  /** Records as the REST record service has them, by record type. */
  records: z.record(z.string(), z.array(z.custom<JsonObject>(isJsonObject))).default({}),
})

export type NetSuiteSeed = z.input<typeof netsuiteSeed>

/** A NetSuite account from a seed. Knows no record yet: every call is refused as not found. */
export const createNetSuiteServer = (_core: SandboxCore, seed: NetSuiteSeed = {}): SandboxSystem => {
  netsuiteSeed.parse(seed)
  return {
    key: 'netsuite',
    handle: () => new Response(null, { status: 404 }),
    refuse: fault => new Response(null, { status: fault.kind === 'status' ? fault.status : 429 }),
    nextDueAtMs: () => undefined,
    runDue: () => {},
    admin: new Hono(),
    dump: () => ({}),
    restore: () => {},
  }
}
