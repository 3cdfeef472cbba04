import fc from 'fast-check'
import { HttpResponse, http } from 'msw'
import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import type { RecordFields } from '../generated/record-fields.js'
import { startServer } from '../test-support/msw-server.js'
import { example } from '../test-support/reference.js'
import { collect, json, recordUrl, refusal, testClient, written } from '../test-support/test-client.js'
import { toRecordLink } from './record-link.js'
import type { FieldsOf, RecordOf } from './record-type.js'

const server = startServer()
const orders = `${recordUrl}/salesOrder`

test('links say the record type in lower case, and it is told as the browser spells it', () => {
  expect(toRecordLink(`${recordUrl}/itemfulfillment/52001`)).toEqual({ type: 'itemFulfillment', id: '52001' })
  expect(toRecordLink(`${recordUrl}/customrecord_tts_payout/7`)).toEqual({
    type: 'customrecord_tts_payout',
    id: '7',
  })
  expect(toRecordLink(`${recordUrl}/salesorder/41001/item`)).toBeUndefined()
})

test('fields of known types are typed, those of others are open, and null clears', () => {
  expectTypeOf<RecordFields['salesOrder']['otherRefNum']>().toEqualTypeOf<string | undefined>()
  expectTypeOf<RecordOf<'customrecord_tts_payout'>>().toEqualTypeOf<Readonly<Record<string, unknown>>>()
  const fields: FieldsOf<'salesOrder'> = { memo: null, custbody_tts_order_id: '1', orderStatus: { id: 'B' } }
  // @ts-expect-error a misspelt field is seen before NetSuite drops it
  const misspelt: FieldsOf<'salesOrder'> = { meno: 'x' }
  expect([fields, misspelt]).toHaveLength(2)
})

test('a record is asked for by fields, or in full, but not both', async () => {
  const queries: string[] = []
  server.use(
    http.get(`${orders}/41001`, ({ request }) => {
      queries.push(decodeURIComponent(new URL(request.url).search))
      return json(example('sales-order-get-expanded').response.body ?? {})
    }),
  )
  const { records } = testClient()

  await records.get('salesOrder', '41001', { fields: ['id', 'memo'] })
  const full = await records.get('salesOrder', '41001', { expandSubResources: true })

  expect(queries).toEqual(['?fields=id,memo', '?expandSubResources=true'])
  expect(full.entity?.id).toBe('1514')
  expect(full.item?.items?.[0]?.line).toBe(1)
  await expect(records.get('salesOrder', '1', { fields: ['id'], expandSubResources: true })).rejects.toThrow(
    TypeError,
  )
})

test('a write refuses fields that NetSuite does not know, unless told otherwise', async () => {
  const validations: (string | null)[] = []
  server.use(
    http.post(orders, ({ request }) => {
      validations.push(request.headers.get('x-netsuite-propertynamevalidation'))
      return written('salesOrder', '1')
    }),
  )

  await testClient().records.create('salesOrder', {})
  await testClient({ unknownFields: 'ignore' }).records.create('salesOrder', {})

  expect(validations).toEqual(['Error', null])
})

test('an external id with other characters is looked up by a filter', async () => {
  const filters: (string | null)[] = []
  server.use(
    http.get(orders, ({ request }) => {
      filters.push(new URL(request.url).searchParams.get('q'))
      return json({ items: filters.length === 1 ? [{ id: '41001' }] : [], hasMore: false })
    }),
    http.patch(`${orders}/41001`, () => written('salesOrder', '41001')),
  )
  const { records } = testClient()

  await records.update('salesOrder', { externalId: 'RED|PO|1337' }, { memo: 'x' })
  await expect(records.get('salesOrder', { externalId: 'no|such' })).rejects.toMatchObject({
    kind: 'missing',
  })
  await expect(records.upsert('salesOrder', 'RED|PO|1337', {})).rejects.toThrow(/cannot stand in a URL/)

  expect(filters).toEqual(['externalId IS "RED|PO|1337"', 'externalId IS "no|such"'])
})

test('lines do what their operation says or are refused before anything is sent', async () => {
  const sent: unknown[] = []
  server.use(
    http.patch(`${orders}/1`, async ({ request }) => {
      sent.push(new URL(request.url).search, await request.json())
      return written('salesOrder', '1')
    }),
  )
  const { records } = testClient()

  await records.appendLines('salesOrder', '1', 'item', [{ item: { id: '321' }, quantity: 1 }])
  await records.replaceLines('salesOrder', '1', 'item', [])

  expect(sent).toEqual([
    '',
    { item: { items: [{ item: { id: '321' }, quantity: 1 }] } },
    '?replace=item',
    { item: { items: [] } },
  ])
  expect(() => records.mergeLines('salesOrder', '1', 'item', [{ quantity: 1 }])).toThrow(/would be added/)
  expect(() => records.appendLines('salesOrder', '1', 'item', [{ line: 1 }])).toThrow(/would change the line/)
})

test.each([
  ['appended lines', 1, { item: { items: [{ quantity: 1 }] } }],
  ['lines with keys', 3, { item: { items: [{ line: 1, quantity: 1 }] } }],
  ['body fields', 3, { memo: 'x' }],
])('a change of %s is tried %i times when the connection breaks', async (_, tries, fields) => {
  let count = 0
  server.use(
    http.patch(`${orders}/1`, () => {
      count += 1
      return HttpResponse.error()
    }),
  )
  const retryPolicy = { maxAttempts: 3, firstDelayMs: 1, maxDelayMs: 1, maxRetryAfterMs: 1 }

  await expect(testClient({ retryPolicy }).records.update('salesOrder', '1', fields)).rejects.toMatchObject({
    outcomeUnknown: true,
  })
  expect(count).toBe(tries)
})

test('a transform that was refused although it was done is known, and not repeated', async () => {
  let count = 0
  server.use(
    http.post(`${orders}/1/!transform/invoice`, () => {
      count += 1
      return refusal('deposit-auto-apply-failed')
    }),
  )

  await expect(testClient().records.transform('salesOrder', '1', 'invoice')).rejects.toMatchObject({
    kind: 'conflict',
    status: 400,
    outcomeUnknown: true,
  })
  expect(count).toBe(1)
})

test('a contact is attached and a file is taken off', async () => {
  const paths: string[] = []
  server.use(
    http.post(`${recordUrl}/customer/107/:action/:what/:id`, ({ request }) => {
      paths.push(new URL(request.url).pathname.split('/customer/')[1] ?? '')
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { records } = testClient()

  await records.attach('customer', '107', 'contact', { externalId: 'C-1' })
  await records.detach('customer', '107', 'file', '9')

  expect(paths).toEqual(['107/!attach/contact/eid:C-1', '107/!detach/file/9'])
})

test.each(['collection-first-page', 'collection-middle-page', 'collection-single-page'])(
  '%s gives its ids, and the wrong link to the last page is not followed',
  async name => {
    const page = z
      .looseObject({ items: z.array(z.looseObject({ id: z.string() })) })
      .parse(example(name).response.body)
    let reads = 0
    server.use(
      http.get(orders, () => {
        reads += 1
        return json(reads === 1 ? page : { items: [], hasMore: false })
      }),
    )

    expect(await collect(testClient().records.list('salesOrder', { pageSize: 5 }))).toEqual(
      page.items.map(({ id }) => id),
    )
    expect(reads).toBe(page['hasMore'] === true ? 2 : 1)
  },
)

test('every id is listed once, whatever their number and the size of a page', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 25 }),
      async (total, pageSize) => {
        server.use(
          http.get(orders, ({ request }) => {
            const { searchParams } = new URL(request.url)
            const [limit, offset] = [Number(searchParams.get('limit')), Number(searchParams.get('offset'))]
            expect(offset % limit).toBe(0)
            const items = Array.from(
              { length: Math.max(0, Math.min(limit, total - offset)) },
              (_, index) => ({
                id: String(offset + index),
              }),
            )
            return json({ items, hasMore: offset + limit < total })
          }),
        )
        const ids = await collect(testClient().records.list('salesOrder', { pageSize }))
        expect(ids).toEqual(Array.from({ length: total }, (_, index) => String(index)))
      },
    ),
    { numRuns: 25 },
  )
})
