import type { RunningSandbox } from '@tiktok-ns/sandbox'

/** Somebody adds a record in NetSuite; gives its internal id. */
export const addRecord = async (sandbox: RunningSandbox, type: string, fields: unknown): Promise<string> => {
  const added = await sandbox.admin('POST', `/netsuite/records/${type}`, fields)
  return String(Reflect.get(Object(added), 'id'))
}
