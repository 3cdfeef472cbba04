import { Hono } from 'hono'
import { isJsonObject, type Json } from '../json.js'
import type { Account } from './account.js'
import { findRecordType } from './records/record-types.js'

/** Records without signatures: what a test reads, and what somebody types into NetSuite by hand. */
export const createNetSuiteAdmin = (account: () => Account): Hono => {
  const admin = new Hono()
  admin.get('/records/:type', context => {
    const type = findRecordType(context.req.param('type'))
    if (type === undefined) return context.json({ error: 'There is no such record type.' }, 404)
    return context.json({
      records: account()
        .store.list(type)
        .map(({ id, fields }) => ({ id, ...fields })),
    })
  })
  admin.post('/records/:type', async context => {
    const type = findRecordType(context.req.param('type'))
    const body: Json = await context.req.json()
    if (type === undefined || !isJsonObject(body))
      return context.json({ error: 'There is no such record type, or no record in the body.' }, 400)
    const { id, ...fields } = body
    const { store } = account()
    const own = id === undefined ? store.nextId() : String(id)
    store.put({ id: own, type, fields })
    return context.json({ id: own }, 201)
  })
  return admin
}
