import { describe, expect, test } from 'vitest'
import { Problem } from '../problem.js'
import { keepBooks, refusalOf, shopSeed } from '../testing/keep-books.js'
import { createSuiteQlEngine } from './run-suiteql.js'

const nowMs = Date.parse('2026-03-02T12:00:00Z')

const openShop = () => {
  const books = keepBooks(shopSeed)
  const engine = createSuiteQlEngine(books.account)
  const call = async (
    q: string,
    { params = [], search = '', prefer = 'transient', maySee }: QueryOptions = {},
  ): Promise<Answer> => {
    const url = new URL(`https://sandbox.example/services/rest/query/v1/suiteql${search}`)
    const request = new Request(url, {
      method: 'POST',
      headers: { prefer },
      body: JSON.stringify({ q, params }),
    })
    const response = await engine.handle(request, url, nowMs, type => maySee?.(type.name) ?? true)
    const answer: unknown = await response.json()
    if (!isAnswer(answer)) throw new TypeError('The answer is no page')
    return answer
  }
  const rows = async (q: string, ...params: readonly (string | number)[]) =>
    (await call(q, { params })).items.map(({ links: _, ...row }) => row)
  const shipped = async (): Promise<string> => {
    const order = await books.create('salesOrder', {
      externalId: 'TTS-US1-SO-5761',
      tranDate: '2026-03-01',
      entity: { id: '1001' },
      item: {
        items: [
          {
            item: { id: '2001' },
            quantity: 2,
            rate: 20,
            price: { id: '-1' },
            location: { id: '1' },
            custcol_tts_line: 'L1',
          },
          { item: { id: '2002' }, quantity: 1, rate: 5, price: { id: '-1' }, location: { id: '1' } },
        ],
      },
    })
    await books.transform('salesOrder', order, 'itemFulfillment', {
      package: { items: [{ packageTrackingNumber: '1Z999AA1', packageWeight: 1 }] },
    })
    await books.transform('salesOrder', order, 'invoice')
    return order
  }
  return { ...books, books, call, rows, shipped }
}

interface QueryOptions {
  readonly params?: readonly (string | number)[]
  readonly search?: string
  readonly prefer?: string
  readonly maySee?: (type: string) => boolean
}

interface Answer {
  readonly items: readonly Readonly<Record<string, unknown>>[]
  readonly hasMore: boolean
  readonly totalResults: number
  readonly links: readonly { readonly rel: string; readonly href: string }[]
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'items' in value && 'links' in value

test('rows have lower-case keys in order, texts for values, and no nulls', async () => {
  const { rows } = openShop()

  expect(await rows('SELECT ItemID, id AS "Key", displayname FROM item WHERE itemid = ?', 'MUG')).toEqual([
    { itemid: 'MUG', key: '2001' },
  ])
})

test('an order is found by our id, and its lines are negative', async () => {
  const { rows, shipped } = openShop()
  const order = await shipped()

  expect(
    await rows(
      `SELECT t.id, t.type, t.recordtype, t.status, BUILTIN.DF(t.status) shown, BUILTIN.DF(t.entity) AS who, t.trandate, t.foreigntotal
       FROM transaction t WHERE t.externalid = 'TTS-US1-SO-5761' AND t.type = 'SalesOrd'`,
    ),
  ).toEqual([
    {
      id: order,
      type: 'SalesOrd',
      recordtype: 'salesorder',
      status: 'G',
      shown: 'Sales Order : Billed',
      who: 'TikTok Shop US1',
      trandate: '3/1/2026',
      foreigntotal: '45',
    },
  ])
  expect(
    await rows(
      `SELECT id, BUILTIN.DF(item) AS name, quantity, foreignamount, quantityshiprecv, custcol_tts_line FROM transactionline
       WHERE transaction = ? AND mainline = 'F' AND taxline = 'F' AND iscogs = 'F' ORDER BY id`,
      order,
    ),
  ).toEqual([
    {
      id: '1',
      name: 'MUG',
      quantity: '-2',
      foreignamount: '-40',
      quantityshiprecv: '2',
      custcol_tts_line: 'L1',
    },
    { id: '2', name: 'SPOON', quantity: '-1', foreignamount: '-5', quantityshiprecv: '1' },
  ])
})

test('tracking, links between documents and the ledger are there to join', async () => {
  const { rows, shipped } = openShop()
  const order = await shipped()

  expect(
    await rows(
      `SELECT DISTINCT l.previousdoc, tn.trackingnumber FROM previoustransactionlinelink l
       JOIN trackingnumbermap m ON m.transaction = l.nextdoc JOIN trackingnumber tn ON tn.id = m.trackingnumber
       WHERE l.nexttype = 'ItemShip'`,
    ),
  ).toEqual([{ previousdoc: order, trackingnumber: '1Z999AA1' }])
  expect(
    await rows(
      `SELECT a.acctnumber, SUM(tal.amount) AS balance FROM transactionaccountingline tal
       JOIN transaction t ON t.id = tal.transaction JOIN account a ON a.id = tal.account
       WHERE tal.posting = 'T' GROUP BY a.acctnumber HAVING SUM(tal.amount) <> 0 ORDER BY a.acctnumber`,
    ),
  ).toEqual([
    { acctnumber: '1150', balance: '45' },
    { acctnumber: '1200', balance: '-26.1' },
    { acctnumber: '4000', balance: '-45' },
    { acctnumber: '5000', balance: '26.1' },
  ])
})

test('stock follows what is written between two queries', async () => {
  const { rows, shipped, create } = openShop()
  const stock = () =>
    rows(
      `SELECT il.quantityonhand, il.quantityavailable, il.quantitycommitted, i.itemid FROM inventoryitemlocations il
       JOIN item i ON i.id = il.item WHERE i.itemid = 'MUG' AND il.location IN (1)`,
    )
  expect(await stock()).toEqual([
    { itemid: 'MUG', quantityavailable: '10', quantitycommitted: '0', quantityonhand: '10' },
  ])

  await shipped()
  await create('salesOrder', {
    entity: { id: '1001' },
    item: {
      items: [{ item: { id: '2001' }, quantity: 3, rate: 20, price: { id: '-1' }, location: { id: '1' } }],
    },
  })

  expect(await stock()).toEqual([
    { itemid: 'MUG', quantityavailable: '5', quantitycommitted: '3', quantityonhand: '8' },
  ])
})

describe('dialect', () => {
  test.each([
    ["TO_CHAR(TO_DATE('2026-03-02', 'YYYY-MM-DD'), 'DD/MM/YYYY')", '02/03/2026'],
    ["TO_CHAR(SYSDATE, 'YYYY-MM-DD HH24:MI:SS')", '2026-03-02 12:00:00'],
    ['TRUNC(SYSDATE) - 7', '2/23/2026'],
    ["TO_CHAR(SYSDATE - 1/24, 'HH24:MI')", '11:00'],
    ["TO_DATE('2026-03-02','YYYY-MM-DD') - TO_DATE('2026-02-28','YYYY-MM-DD')", '2'],
    ['ADD_MONTHS(TRUNC(SYSDATE), 1)', '4/2/2026'],
    ["BUILTIN.RELATIVE_RANGES('LAST_MONTH', 'END')", '2/28/2026'],
    ["NVL(NULL, 'none')", 'none'],
    ["DECODE('B', 'A', 'first', 'B', 'second', 'other')", 'second'],
    ["'a' || 'b'", 'ab'],
    ["CASE WHEN 'it''s' = 'it''s' THEN 'T' END", 'T'],
  ])('%s is %s', async (expression, value) => {
    const { rows } = openShop()
    expect(await rows(`SELECT ${expression} AS value FROM item WHERE itemid = 'MUG'`)).toEqual([{ value }])
  })

  test('rows are limited by TOP, FETCH FIRST and ROWNUM', async () => {
    const { rows } = openShop()
    const mug = [{ itemid: 'MUG' }]
    expect(await rows('SELECT TOP 1 itemid FROM item ORDER BY itemid')).toEqual(mug)
    expect(await rows('SELECT itemid FROM item ORDER BY itemid FETCH FIRST 1 ROWS ONLY')).toEqual(mug)
    expect(await rows("SELECT itemid FROM item WHERE itemid = 'MUG' AND ROWNUM <= 1")).toEqual(mug)
  })

  test('dates compare in the format of the account and by TO_DATE', async () => {
    const { rows, shipped } = openShop()
    await shipped()
    const count = async (where: string) =>
      (await rows(`SELECT COUNT(*) AS n FROM transaction WHERE type = 'SalesOrd' AND ${where}`))[0]
    expect(await count("trandate = '3/1/2026'")).toEqual({ n: '1' })
    expect(await count("trandate >= TO_DATE('2026-03-02', 'YYYY-MM-DD')")).toEqual({ n: '0' })
    expect(
      await count("lastmodifieddate > TO_TIMESTAMP('2026-03-02 11:59:59', 'YYYY-MM-DD HH24:MI:SS')"),
    ).toEqual({
      n: '1',
    })
  })
})

test.each([
  ['SELECT id FROM colours', "Record 'colours' was not found."],
  ['SELECT colour FROM item', "Unknown identifier 'colour'"],
  ['SELECT shipcountry FROM transaction', 'NOT_EXPOSED'],
  ['SELECT id FROM item LIMIT 5', 'Invalid or unsupported search'],
  ['SELECT CURRENT_DATE FROM item', 'Invalid or unsupported search'],
  ['DELETE FROM item', 'Invalid or unsupported search'],
  ['SELECT name FROM sqlite_master', 'Invalid or unsupported search'],
  ['SELECT id FROM item WHERE (', 'Invalid or unsupported search'],
  ['SELECT shipstatus FROM transaction', 'An unexpected error occurred'],
])('%s is refused: %s', async (query, words) => {
  expect(await refusalOf(openShop().call(query))).toContain(words)
})

test('what is deleted leaves its table, and is listed with the moment', async () => {
  const { books, rows } = openShop()
  const customer = await books.create('customer', { companyName: 'Gone Inc.', subsidiary: { id: '1' } })
  const gone =
    "SELECT recordid, name, iscustomrecord FROM deletedrecord WHERE deleteddate >= TO_DATE('2026-03-02', 'YYYY-MM-DD')"
  expect(await rows(gone)).toEqual([])

  await books.remove('customer', customer)

  expect(await rows(gone)).toEqual([{ recordid: customer, name: 'Gone Inc.', iscustomrecord: 'F' }])
  expect(await rows('SELECT id FROM customer WHERE id = ?', customer)).toEqual([])
  books.restart()
  expect(books.account.deletions).toHaveLength(1)
})

test('a table that the role may not see is not there', async () => {
  const { call } = openShop()
  const refusal = await refusalOf(call('SELECT id FROM customer', { maySee: type => type !== 'customer' }))
  expect(refusal).toContain("Record 'customer' was not found.")
})

test('the header Prefer and whole pages are demanded', async () => {
  const { call } = openShop()
  await expect(call('SELECT id FROM item', { prefer: 'respond-async' })).rejects.toBeInstanceOf(Problem)
  await expect(call('SELECT id FROM item', { search: '?limit=2&offset=1' })).rejects.toBeInstanceOf(Problem)
  await expect(call('SELECT id FROM item', { search: '?limit=1001' })).rejects.toBeInstanceOf(Problem)

  const page = await call('SELECT id FROM item ORDER BY id', { search: '?limit=1&offset=1' })

  expect(page).toMatchObject({ hasMore: true, totalResults: 4 })
  expect(page.links.map(({ rel }) => rel)).toEqual(['previous', 'first', 'next', 'last', 'self'])
})

describe('what a role may see', () => {
  const only =
    (...types: readonly string[]) =>
    (type: string): boolean =>
      types.includes(type)

  test('of transactions it sees the kinds it has a permission for, on all their tables', async () => {
    const { call, shipped } = openShop()
    await shipped()
    const rows = async (q: string, ...types: readonly string[]) =>
      (await call(q, { maySee: only(...types) })).items.map(({ links: _, ...row }) => row)

    expect(await rows('SELECT DISTINCT type FROM transaction', 'salesOrder')).toEqual([{ type: 'SalesOrd' }])
    expect(
      await rows('SELECT DISTINCT type FROM transaction ORDER BY type', 'salesOrder', 'invoice'),
    ).toEqual([{ type: 'CustInvc' }, { type: 'SalesOrd' }])
    expect(
      await rows(
        'SELECT DISTINCT t.type FROM transactionline l JOIN transaction t ON t.id = l.transaction',
        'itemFulfillment',
      ),
    ).toEqual([{ type: 'ItemShip' }])
    expect(await rows('SELECT nextdoc FROM nexttransactionlinelink', 'salesOrder')).toEqual([])
    expect(
      await rows('WITH t AS (SELECT type FROM transaction) SELECT DISTINCT type FROM t', 'invoice'),
    ).toEqual([{ type: 'CustInvc' }])
  })

  test('without any permission for transactions the table is not there', async () => {
    const { call } = openShop()
    const query = call('SELECT id FROM transactionline', { maySee: only('customer', 'inventoryItem') })
    expect(await refusalOf(query)).toContain("Record 'transactionline' was not found.")
  })

  test('of entities it sees the kinds it has a permission for', async () => {
    const { call } = openShop()
    const { items } = await call('SELECT entityid, type FROM entity', { maySee: only('vendor') })
    expect(items).toMatchObject([{ entityid: 'TikTok Inc.', type: 'Vendor' }])
  })
})
