import { createNetSuiteClient } from '@tiktok-ns/netsuite-client'
import { createSandbox, defaultNetSuiteCredentials, type SandboxSeed } from '@tiktok-ns/sandbox'
import { z } from 'zod'
import { type Cost, costOf } from '../measure.js'

/**
 * What calls cost that come before anything is prepared, in this order: each query makes the tables that it names, and is the first to
 * name them.
 */
export const firstQueries = async (
  { netsuite }: SandboxSeed,
  startAt: string,
  queries: Readonly<Record<string, string>>,
): Promise<readonly { readonly what: string; readonly cost: Cost }[]> => {
  const sandbox = createSandbox({ seed: netsuite === undefined ? {} : { netsuite }, clock: { at: startAt } })
  const { account, ...auth } = defaultNetSuiteCredentials
  const clock = { now: sandbox.clock.now, wait: async () => undefined }
  const client = createNetSuiteClient({ account, auth, fetch: sandbox.netsuite.fetch, clock })
  const costs: { what: string; cost: Cost }[] = []
  for (const [what, text] of Object.entries(queries)) {
    const cost = await costOf(async () => {
      for await (const _ of client.suiteQl.query(text, { row: z.looseObject({}), key: 'id' })) return
    })
    costs.push({ what, cost })
  }
  await sandbox.close()
  return costs
}
