import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { startServer } from '../test-support/msw-server.js'
import { json, recordUrl, testClient } from '../test-support/test-client.js'

const server = startServer()
const catalog = `${recordUrl}/metadata-catalog`

test('the record types of an account are listed, custom ones too', async () => {
  server.use(
    http.get(catalog, () =>
      json({
        items: [
          { name: 'salesorder', links: [] },
          { name: 'customrecord_tts_payout', links: [] },
        ],
      }),
    ),
  )

  expect(await testClient().metadata.listTypes()).toEqual(['salesOrder', 'customrecord_tts_payout'])
})

test('a record type is described: custom fields, choices, references, what a filter may name', async () => {
  server.use(
    http.get(`${catalog}/salesOrder`, ({ request }) =>
      request.headers.get('accept') === 'application/schema+json'
        ? HttpResponse.json({
            type: 'object',
            properties: {
              links: { type: 'array' },
              tranDate: { title: 'Date', type: 'string', format: 'date', nullable: true },
              entity: { $ref: '/services/rest/record/v1/metadata-catalog/customer' },
              item: { $ref: '/services/rest/record/v1/metadata-catalog/salesorder-itemCollection' },
              orderStatus: { title: 'Status', type: 'object', properties: { id: { enum: ['A', 'B'] } } },
              custbody_tts_order_id: { title: 'TikTok order', type: 'string', 'x-ns-custom-field': true },
            },
            'x-ns-filterable': ['tranDate'],
          })
        : new HttpResponse(null, { status: 406 }),
    ),
  )

  const { type, fields } = await testClient().metadata.describe('salesOrder')

  expect(type).toBe('salesOrder')
  expect(fields).toEqual([
    { name: 'tranDate', title: 'Date', kind: 'date', isCustom: false, isFilterable: true },
    {
      name: 'entity',
      title: 'entity',
      kind: 'reference',
      isCustom: false,
      isFilterable: false,
      target: 'customer',
    },
    {
      name: 'item',
      title: 'item',
      kind: 'part',
      isCustom: false,
      isFilterable: false,
      target: 'salesorder-itemCollection',
    },
    {
      name: 'orderStatus',
      title: 'Status',
      kind: 'choice',
      isCustom: false,
      isFilterable: false,
      options: ['A', 'B'],
    },
    {
      name: 'custbody_tts_order_id',
      title: 'TikTok order',
      kind: 'text',
      isCustom: true,
      isFilterable: false,
    },
  ])
})
