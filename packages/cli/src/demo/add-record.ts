import type { RunningSandbox } from '@tiktok-ns/sandbox'
import { z } from 'zod'

const added = z.object({ id: z.string() })

/** Somebody adds a record in NetSuite; gives its internal id. */
export const addRecord = async (sandbox: RunningSandbox, type: string, fields: unknown): Promise<string> =>
  added.parse(await sandbox.admin('POST', `/netsuite/records/${type}`, fields)).id
