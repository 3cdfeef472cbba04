import type { JsonObject } from '@tiktok-ns/flow-engine'
import type { NetSuiteClient } from '@tiktok-ns/netsuite-client'
import type { Sandbox } from '@tiktok-ns/sandbox'
import { z } from 'zod'

const record = z.looseObject({ id: z.string() })
export type NetSuiteRecord = z.infer<typeof record>

/** What people do and see in NetSuite. */
export interface NetSuiteSide {
  readonly ledger: Sandbox['netsuite']['ledger']
  readonly stock: Sandbox['netsuite']['stock']
  /** NetSuite's own client, for what a person does on screen: transforming, editing, deleting. */
  readonly client: NetSuiteClient
  /** Every record of a type, as it is stored. */
  list(type: string): Promise<readonly NetSuiteRecord[]>
  /** By internal id, or `eid:` and the external id. */
  get(type: string, id: string): Promise<NetSuiteRecord>
  /** Adds a record; answers with its id. */
  add(type: string, fields: JsonObject): Promise<string>
  /** Changes fields of a record without asking what NetSuite makes of it. */
  edit(type: string, id: string, fields: JsonObject): Promise<void>
}

export const netsuiteSide = (sandbox: Sandbox, client: NetSuiteClient): NetSuiteSide => ({
  get ledger() {
    return sandbox.netsuite.ledger
  },
  get stock() {
    return sandbox.netsuite.stock
  },
  client,
  list: async type =>
    z.object({ records: z.array(record) }).parse(await sandbox.admin('GET', `/netsuite/records/${type}`))
      .records,
  get: async (type, id) => record.parse(await sandbox.admin('GET', `/netsuite/records/${type}/${id}`)),
  add: async (type, fields) =>
    record.parse(await sandbox.admin('POST', `/netsuite/records/${type}`, fields)).id,
  edit: async (type, id, fields) =>
    void (await sandbox.admin('PATCH', `/netsuite/records/${type}/${id}`, fields)),
})
