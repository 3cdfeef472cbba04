import type { JsonObject, LookupRequest } from '@tiktok-ns/flow-engine'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { http } from 'msw'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { startServer } from '../test-support/msw-server.js'
import { example, exampleNames } from '../test-support/reference.js'
import {
  collect,
  fakeClock,
  json,
  plantedToken,
  recordUrl,
  refusal,
  suiteQlUrl,
} from '../test-support/test-client.js'
import { netsuiteConnector } from './connector.js'
import { netsuiteDescription } from './description.js'

const server = startServer()
const context = { signal: new AbortController().signal }
const connect = (more: JsonObject = { timeZone: 'America/Los_Angeles' }) =>
  netsuiteConnector.connect({ account: '123456_SB1', ...plantedToken, ...more }, { now: fakeClock().now })

/** Answers queries by what they select from; remembers them. */
const serveQueries = (rowsOf: (query: string) => readonly object[]) => {
  const queries: string[] = []
  server.use(
    http.post(suiteQlUrl, async ({ request }) => {
      const { q } = z.object({ q: z.string() }).parse(await request.json())
      queries.push(q)
      return json({ items: rowsOf(q).map(row => ({ links: [], ...row })), hasMore: false })
    }),
  )
  return queries
}

const ajv = new Ajv2020({ strict: false, allowUnionTypes: true })
const validators = new Map(
  Object.entries(netsuiteDescription.imports).map(
    ([type, { payload }]) => [type, ajv.compile(payload)] as const,
  ),
)

test.each(exampleNames.filter(name => example(name).request.body !== undefined))(
  'the body of %s is a payload that check takes',
  name => {
    const { path, body } = example(name).request
    const type = /!transform\/([^?/]+)/.exec(path)?.[1] ?? /\/record\/v1\/([^?/]+)/.exec(path)?.[1] ?? ''
    const validate = validators.get(type)
    if (validate === undefined || name === 'batch-create') return

    expect(validate(body), JSON.stringify(validate.errors)).toBe(true)
  },
)

test.each([
  ['salesOrder', { othrRefNum: '1' }],
  ['salesOrder', { item: { items: [{ quantty: 1 }] } }],
  ['salesOrder', { shippingAddress: { street: 'x' } }],
  ['journalEntry', { line: { items: [{ debet: '1.00' }] } }],
])('a misspelt field of a %s is seen: %j', (type, payload) => {
  expect(validators.get(type)?.(payload)).toBe(false)
})

test('payloads may hold decimal text and custom fields', () => {
  const payload = {
    shippingCost: '4.99',
    custbody_tts_order_id: '1',
    item: { items: [{ orderLine: 1, rate: '12.50', custcol_tts_line_id: '2' }] },
  }

  expect(validators.get('invoice')?.(payload)).toBe(true)
})

test('a certificate or a token opens an account, and nothing less does', () => {
  const validate = ajv.compile(netsuiteDescription.settings)
  const certificate = { clientId: 'c', certificateId: 'k', privateKey: 'pem' }

  expect(validate({ account: '1', ...certificate })).toBe(true)
  expect(validate({ account: '1', ...plantedToken })).toBe(true)
  expect(validate({ account: '1', clientId: 'c' })).toBe(false)
})

test('shipments come with lines, tracking numbers and the order they are of, in the window the cursor gives', async () => {
  const queries = serveQueries(q => {
    if (q.includes('trackingnumbermap'))
      return [{ transaction: '52001', trackingnumber: '1Z999AA10123456784' }]
    if (q.includes('transactionline')) {
      return [
        {
          transaction: '52001',
          mainline: 'T',
          line: '0',
          createdfrom: '41001',
          fromexternalid: 'TTS-US1-SO-1',
        },
        { transaction: '52001', mainline: 'F', line: '1', item: '321', itemid: 'SCARF', quantity: '-2' },
      ]
    }
    return [
      { key: '52001', id: '52001', tranid: 'IF1', status: 'C', lastmodifieddate: '2026-03-03 09:15:00' },
    ]
  })

  const pages = await collect(
    connect().exportPages(
      {
        resource: 'itemFulfillments',
        where: { status: 'C' },
        window: { field: 'lastmodifieddate', fromMs: Date.UTC(2026, 2, 3), untilMs: Date.UTC(2026, 2, 4) },
      },
      context,
    ),
  )

  expect(pages.flatMap(({ records }) => records)).toEqual([
    {
      id: '52001',
      tranid: 'IF1',
      status: 'C',
      lastmodifieddate: '2026-03-03T17:15:00.000Z',
      createdfrom: { id: '41001', externalid: 'TTS-US1-SO-1' },
      lines: [{ line: '1', item: '321', itemid: 'SCARF', quantity: '2' }],
      trackingnumbers: ['1Z999AA10123456784'],
    },
  ])
  expect(queries).toHaveLength(3)
  expect(queries[0]).toContain(
    "t.type = 'ItemShip' AND t.status IN ('C') AND t.lastmodifieddate >= TO_TIMESTAMP('2026-03-02 16:00:00', 'YYYY-MM-DD HH24:MI:SS') AND t.lastmodifieddate < TO_TIMESTAMP('2026-03-03 16:00:00', 'YYYY-MM-DD HH24:MI:SS')",
  )
})

test('stock is a record for each item and location, read again by its id', async () => {
  const queries = serveQueries(() => [
    {
      key: '321000002',
      id: '321000002',
      item: '321',
      itemid: 'SCARF',
      location: '2',
      quantityavailable: '7',
    },
  ])

  const pages = await collect(
    connect().exportPages(
      { resource: 'itemAvailability', where: { location: ['2'] }, ids: ['321000002'] },
      context,
    ),
  )

  expect(pages[0]?.records).toEqual([
    { id: '321000002', item: '321', itemid: 'SCARF', location: '2', quantityavailable: '7' },
  ])
  expect(queries[0]).toContain("l.location IN ('2') AND l.item * 1000000 + l.location IN (0, 321000002)")
})

test('an export with a cursor wants to know the time zone, because a guess would skip changes', async () => {
  const window = { field: 'lastmodifieddate', untilMs: 1 }
  const reading = collect(connect({}).exportPages({ resource: 'items', where: {}, window }, context))

  await expect(reading).rejects.toMatchObject({ kind: 'invalid', hint: expect.stringContaining('timeZone') })
})

const lookup = (request: Partial<LookupRequest> & Pick<LookupRequest, 'lookup' | 'keys'>) =>
  connect().lookupMany(request, context)

test('customers are found by e-mail whatever its case, and a key without a match is answered too', async () => {
  const queries = serveQueries(() => [{ id: '1514', email: 'Jane.Doe@Example.com' }])

  const answers = await lookup({
    lookup: 'customersByEmail',
    keys: ['jane.doe@example.COM', 'no@example.com', ''],
  })

  expect(answers.map(({ matches }) => matches.map(({ id }) => id))).toEqual([['1514'], [], []])
  expect(answers[0]?.matches[0]).toMatchObject({ companyname: '', externalid: '' })
  expect(queries[0]).toContain("LOWER(email) IN ('jane.doe@example.com', 'no@example.com')")
})

test.each([
  [
    'accountsByNumber',
    ['4000'],
    {},
    { id: '54', acctnumber: '4000' },
    /FROM account WHERE .* acctnumber IN \('4000'\)/,
  ],
  [
    'recordsByExternalId',
    ['TTS-1'],
    {},
    { id: '7', externalid: 'TTS-1' },
    /FROM transaction WHERE externalid IN/,
  ],
  [
    'recordsByExternalId',
    ['C-1'],
    { table: 'customer' },
    { id: '8', externalid: 'C-1' },
    /entityid, email FROM customer/,
  ],
  [
    'suiteql',
    ["it's"],
    { query: 'SELECT id, upccode FROM item WHERE upccode IN (?)', key: 'UPCCODE' },
    { id: '9', upccode: "it's" },
    /upccode IN \('it''s'\)$/,
  ],
])('%s of %j with %j asks once for all keys', async (name, keys, parameters, row, query) => {
  const queries = serveQueries(() => [row])

  const answers = await lookup({ lookup: name, keys, parameters })

  expect(answers[0]?.matches[0]).toMatchObject(row)
  expect(queries).toEqual([expect.stringMatching(query)])
})

test('transactions are found by how their external ids begin, several prefixes in one call', async () => {
  const rows = ['TTS-JE-1', 'TTS-JE-1-2', 'tts-je-2-adj1', 'TTS-JE-10'].map((externalid, index) => ({
    id: String(index),
    externalid,
    memo: 'm',
  }))
  const queries = serveQueries(() => rows)

  const answers = await lookup({
    lookup: 'transactionsByExternalIdPrefix',
    keys: ['TTS-JE-1', 'TTS-JE-2', 'TTS-JE-3'],
  })

  expect(queries).toHaveLength(1)
  expect(queries[0]).toMatch(/LIKE 'tts-je-1%' OR .* LIKE 'tts-je-2%'/)
  expect(answers.map(({ matches }) => matches.map(match => match['externalid']))).toEqual([
    ['TTS-JE-1', 'TTS-JE-1-2', 'TTS-JE-10'],
    ['tts-je-2-adj1'],
    [],
  ])
})

test("lines are found by the record's external id, with the key that transforms name", async () => {
  server.use(
    http.get(`${recordUrl}/salesOrder/eid:TTS-1/item`, () =>
      json({ items: [{ links: [], line: 1, item: { id: '321' }, quantity: 2 }] }),
    ),
    http.get(`${recordUrl}/salesOrder/eid:TTS-2/item`, () => refusal('transaction-not-found')),
  )

  expect(await lookup({ lookup: 'linesByExternalId', keys: ['TTS-1', 'TTS-2'] })).toEqual([
    { key: 'TTS-1', matches: [{ line: 1, item: { id: '321' }, quantity: 2 }] },
    { key: 'TTS-2', matches: [] },
  ])
})

test.each([
  { lookup: 'suiteql', keys: ['a'] },
  { lookup: 'recordsByExternalId', keys: ['a'], parameters: { table: 'nosuch' } },
  { lookup: 'nosuch', keys: ['a'] },
])('%j is refused in words', async request => {
  await expect(lookup(request)).rejects.toMatchObject({ kind: 'invalid' })
})
