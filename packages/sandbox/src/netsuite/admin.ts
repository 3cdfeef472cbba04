import { Hono } from 'hono'
import { isJsonObject, type JsonObject } from '../json.js'
import type { Account } from './account.js'
import { integration, role, token } from './auth/auth-seed.js'
import { createLedgerRoutes, createStockRoutes } from './ledger/ledger-routes.js'
import type { StoredRecord } from './records/record-store.js'
import { findRecordType, type RecordType } from './records/record-types.js'

/** Records without signatures: what a test reads, and what somebody types into NetSuite by hand. */
export const createNetSuiteAdmin = (account: () => Account): Hono => {
  const admin = new Hono()

  admin.get('/records', context => {
    const counts: Record<string, number> = {}
    const { store } = account()
    for (const type of store.types()) counts[type.name] = store.count(type)
    return context.json({ counts })
  })
  admin.get('/records/:type', context =>
    context.json({
      records: account()
        .store.list(typeOf(context.req.param('type')))
        .map(toJson),
    }),
  )
  admin.post('/records/:type', async context => {
    const { store } = account()
    const { id, ...fields } = await bodyOf(context.req)
    const own = id === undefined ? store.nextId() : String(id)
    store.put({ id: own, type: typeOf(context.req.param('type')), fields })
    return context.json({ id: own }, 201)
  })
  admin.get('/records/:type/:id', context => {
    const { type, id } = context.req.param()
    return context.json(toJson(find(account(), type, id)))
  })
  /** The fields of the body take the place of those there are; null takes one away. */
  admin.patch('/records/:type/:id', async context => {
    const { type, id } = context.req.param()
    const record = find(account(), type, id)
    const { id: _, ...sent } = await bodyOf(context.req)
    const fields = Object.fromEntries(
      Object.entries({ ...record.fields, ...sent }).filter(([, value]) => value !== null),
    )
    account().store.put({ ...record, fields })
    return context.json({ id: record.id, ...fields })
  })
  admin.delete('/records/:type/:id', context => {
    const { type, id } = context.req.param()
    account().store.remove(find(account(), type, id))
    return context.body(null, 204)
  })

  admin.put('/roles', async context => {
    put(account().settings.roles, role.parse(await context.req.json()), 'id')
    return context.body(null, 204)
  })
  admin.put('/tokens', async context => {
    put(account().settings.tokens, token.parse(await context.req.json()), 'tokenId')
    return context.body(null, 204)
  })
  admin.put('/integrations', async context => {
    put(account().settings.integrations, integration.parse(await context.req.json()), 'clientId')
    return context.body(null, 204)
  })
  admin.post('/tokens/:id/revoke', context => {
    const known = account().settings.tokens.find(({ tokenId }) => tokenId === context.req.param('id'))
    if (known === undefined) throw new Error(`There is no token ${context.req.param('id')}.`)
    put(account().settings.tokens, { ...known, revoked: true }, 'tokenId')
    return context.body(null, 204)
  })
  admin.get('/login-audit', context => context.json({ refused: account().audit.list() }))
  admin.route(
    '/ledger',
    createLedgerRoutes(() => account().books),
  )
  admin.route(
    '/stock',
    createStockRoutes(() => account().books),
  )
  return admin
}

const typeOf = (name: string): RecordType => {
  const type = findRecordType(name)
  if (type === undefined) throw new Error(`NetSuite has no record type "${name}".`)
  return type
}

const find = ({ store }: Account, typeName: string, id: string): StoredRecord => {
  const type = typeOf(typeName)
  const record = id.startsWith('eid:') ? store.getByExternalId(type, id.slice(4)) : store.get(type, id)
  if (record === undefined) throw new Error(`There is no ${type.name} ${id}.`)
  return record
}

const toJson = ({ id, fields }: StoredRecord): JsonObject => ({ id, ...fields })

const bodyOf = async (request: { json(): Promise<unknown> }): Promise<JsonObject> => {
  const body = await request.json()
  if (!isJsonObject(body)) throw new Error('The body is no record.')
  return body
}

/** Adds an entry, or takes the place of the one with its key. */
const put = <Key extends string, Entry extends Record<Key, unknown>>(
  list: Entry[],
  entry: Entry,
  key: Key,
): void => {
  const at = list.findIndex(known => known[key] === entry[key])
  list.splice(at < 0 ? list.length : at, at < 0 ? 0 : 1, entry)
}
