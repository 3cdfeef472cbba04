import { isJsonObject, type JsonObject } from '../../json.js'
import { type Account, createAccount, toSeed } from '../account.js'
import { createLedgerReads, type LedgerReads } from '../ledger/ledger-reads.js'
import { Problem } from '../problem.js'
import { handleRecords } from '../records/handle-records.js'
import type { NetSuiteSeed } from '../seed.js'
import { createStockReads, type StockReads } from '../stock/stock-reads.js'

/** An account to keep books in: the record service without signatures, and what can be read. */
export interface BookKeeping {
  readonly ledger: LedgerReads
  readonly stock: StockReads
  readonly account: Account
  /** Creates a record and gives its id. */
  create(type: string, fields: JsonObject): Promise<string>
  /** Makes a record from another and gives its id: `transform('salesOrder', '1', 'invoice')`. */
  transform(from: string, id: string, to: string, fields?: JsonObject): Promise<string>
  change(type: string, id: string, fields: JsonObject): Promise<void>
  remove(type: string, id: string): Promise<void>
  read(type: string, id: string): Promise<JsonObject>
  /** Takes the account apart into a seed and makes it again. */
  restart(): void
  moveTo(now: string): void
}

const root = 'https://sandbox.example/services/rest/record/v1'

export const keepBooks = (seed: NetSuiteSeed = {}, startAt = '2026-03-02T12:00:00Z'): BookKeeping => {
  let nowMs = Date.parse(startAt)
  let account = createAccount(seed, () => nowMs)

  const call = async (method: string, path: string, body?: JsonObject): Promise<Response> => {
    const url = new URL(`${root}/${path}`)
    const request = new Request(url, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return handleRecords({ request, url, path: path.split('?')[0]?.split('/') ?? [], nowMs, account })
  }
  const idIn = (response: Response): string =>
    response.headers.get('location')?.split('/').at(-1) ?? 'no location'

  return {
    get ledger() {
      return createLedgerReads(account.books)
    },
    get stock() {
      return createStockReads(account.books)
    },
    get account() {
      return account
    },
    create: async (type, fields) => idIn(await call('POST', type, fields)),
    transform: async (from, id, to, fields = {}) =>
      idIn(await call('POST', `${from}/${id}/!transform/${to}`, fields)),
    change: async (type, id, fields) => {
      await call('PATCH', `${type}/${id}`, fields)
    },
    remove: async (type, id) => {
      await call('DELETE', `${type}/${id}`)
    },
    read: async (type, id) => {
      const record: unknown = await (await call('GET', `${type}/${id}?expandSubResources=true`)).json()
      return isJsonObject(record) ? record : {}
    },
    restart: () => {
      account = createAccount(JSON.parse(JSON.stringify(toSeed(account))), () => nowMs)
    },
    moveTo: now => {
      nowMs = Date.parse(now)
    },
  }
}

/** What a refused write says. */
export const refusalOf = async (write: Promise<unknown>): Promise<string> => {
  try {
    await write
  } catch (error) {
    if (error instanceof Problem) return error.details.map(({ detail }) => detail).join('; ')
    throw error
  }
  return 'It was not refused.'
}

/** A shop's books: one customer whose receivable is 1150, items with stock, the accounts of our worked examples. */
export const shopSeed: NetSuiteSeed = {
  preferences: { salesOrderStatus: 'B', returnAuthorizationStatus: 'B', pickPackShip: false },
  records: {
    subsidiary: [{ id: '1', name: 'Example Goods Inc.', currency: { id: '1', refName: 'USD' } }],
    currency: [
      { id: '1', name: 'USD', symbol: 'USD', exchangeRate: 1, isBaseCurrency: true },
      { id: '2', name: 'GBP', symbol: 'GBP', exchangeRate: 1.27 },
    ],
    location: [
      { id: '1', name: 'Main Warehouse' },
      { id: '2', name: 'Damaged goods', makeInventoryAvailable: false },
    ],
    customer: [
      {
        id: '1001',
        entityId: 'TikTok Shop US1',
        companyName: 'TikTok Shop US1',
        subsidiary: { id: '1' },
        currency: { id: '1' },
        currencyList: { items: [{ currency: { id: '1' } }, { currency: { id: '2' } }] },
        receivablesAccount: { id: '1150' },
      },
    ],
    vendor: [{ id: '1101', entityId: 'TikTok Inc.', companyName: 'TikTok Inc.', subsidiary: { id: '1' } }],
    discountItem: [{ id: '900', itemId: 'Seller discount', account: { id: '4090' } }],
    inventoryItem: [
      {
        id: '2001',
        itemId: 'MUG',
        locations: { items: [{ location: { id: '1' }, quantityOnHand: 10, averageCostMli: 12.5 }] },
      },
      {
        id: '2002',
        itemId: 'SPOON',
        locations: { items: [{ location: { id: '1' }, quantityOnHand: 7, averageCostMli: 1.1 }] },
      },
    ],
    kitItem: [
      {
        id: '2100',
        itemId: 'TEA-SET',
        member: {
          items: [
            { item: { id: '2001' }, quantity: 1 },
            { item: { id: '2002' }, quantity: 2 },
          ],
        },
      },
    ],
  },
}
