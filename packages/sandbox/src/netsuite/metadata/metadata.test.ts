import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { linesOf } from '../records/lines.js'
import { callNetSuite } from '../testing/call-netsuite.js'
import { sampleAccount } from '../testing/sample-account.js'

const sandbox = sampleAccount({ customFields: [{ id: 'custbody_tts_order_id', label: 'TikTok order' }] })

test('the catalogue lists the record types with links for each kind of description', async () => {
  const { body } = await callNetSuite(sandbox, { path: 'metadata-catalog' })

  expect(linesOf(body)?.find(({ name }) => name === 'salesorder')).toMatchObject({
    links: [
      { rel: 'canonical' },
      { mediaType: 'application/swagger+json' },
      { mediaType: 'application/schema+json' },
    ],
  })
})

test('a record type is described with its custom fields and what can be filtered by', async () => {
  const { body, headers } = await callNetSuite(sandbox, {
    path: 'metadata-catalog/salesorder',
    headers: { accept: 'application/schema+json' },
  })

  expect(headers.get('content-type')).toBe('application/schema+json')
  expect(body).toMatchObject({
    type: 'object',
    properties: {
      memo: { title: 'Memo', type: 'string', nullable: true, 'x-ns-custom-field': false },
      orderStatus: { properties: { id: { enum: ['A', 'B'] } } },
      entity: { $ref: '/services/rest/record/v1/metadata-catalog/customer' },
      custbody_tts_order_id: { title: 'TikTok order', 'x-ns-custom-field': true },
    },
  })
  expect(body['x-ns-filterable']).toContain('custbody_tts_order_id')
  expect(body['x-ns-filterable']).not.toContain('item')
  const { $schema: _, ...schema } = body
  const ajv = new Ajv({ strict: false, validateSchema: false })
  expect(ajv.validateSchema(schema)).toBe(true)
})

test('selected types come as OpenAPI; an unknown one is not there', async () => {
  const headers = { accept: 'application/swagger+json' }
  const { body } = await callNetSuite(sandbox, { path: 'metadata-catalog?select=customer,invoice', headers })

  expect(body).toMatchObject({ openapi: '3.0.1', components: { schemas: { customer: {}, invoice: {} } } })
  expect((await callNetSuite(sandbox, { path: 'metadata-catalog/file', headers })).code).toBe(
    'NONEXISTENT_ID',
  )
})
