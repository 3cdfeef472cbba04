import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { NetSuiteClient } from './netsuite-client.js'
import { toRecordLink } from './records/record-link.js'
import { suiteQlColumn } from './suiteql/columns.js'
import { startServer } from './test-support/msw-server.js'
import {
  definitionProblems,
  type Example,
  example,
  exampleNames,
  schemaProblems,
} from './test-support/reference.js'
import { collect, testClient } from './test-support/test-client.js'

const server = startServer()

type Body = Readonly<Record<string, unknown>>

/** How each example is asked for. A test fails when an example is added and not named here. */
const calls: Readonly<Record<string, (client: NetSuiteClient, body: Body) => Promise<unknown>>> = {
  'bank-deposit-create': ({ records }, body) => records.create('deposit', body),
  'collection-filter': ({ records }) =>
    collect(records.list('salesOrder', { q: 'externalId IS "TT-576461413038785752"' })),
  'customer-create': ({ records }, body) => records.create('customer', body),
  'customer-deposit-create': ({ records }, body) => records.create('customerDeposit', body),
  'customer-payment-create': ({ records }, body) => records.create('customerPayment', body),
  'customer-refund-create': ({ records }, body) => records.create('customerRefund', body),
  'deposit-application': ({ records }, body) =>
    records.transform('customerDeposit', '54001', 'depositApplication', body),
  'inventory-adjustment-create': ({ records }, body) => records.create('inventoryAdjustment', body),
  'invoice-credit-memo': ({ records }, body) => records.transform('invoice', '53001', 'creditMemo', body),
  'item-fulfillment-get': ({ records }) =>
    records.get('itemFulfillment', '52001', { expandSubResources: true }),
  'item-fulfillment-ship': ({ records }, body) => records.update('itemFulfillment', '52001', body),
  'journal-entry-create': ({ records }, body) => records.create('journalEntry', body),
  'record-delete': ({ records }) => records.delete('customerPayment', '55001'),
  'restlet-get': ({ restlets }) =>
    restlets.call({
      script: 'customscript_tts_rl',
      deploy: 'customdeploy_tts_rl',
      parameters: { recordtype: 'salesorder' },
    }),
  'return-authorization-create': ({ records }, body) =>
    records.transform('salesOrder', '41001', 'returnAuthorization', body),
  'return-credit-memo': ({ records }, body) =>
    records.transform('returnAuthorization', '56001', 'creditMemo', body),
  'return-item-receipt': ({ records }, body) =>
    records.transform('returnAuthorization', '56001', 'itemReceipt', body),
  'sales-order-approve': ({ records }, body) => records.update('salesOrder', '41001', body),
  'sales-order-cash-sale': ({ records }, body) => records.transform('salesOrder', '41001', 'cashSale', body),
  'sales-order-close-lines': ({ records }) =>
    records.mergeLines('salesOrder', '41001', 'item', [
      { line: 1, isClosed: true },
      { line: 2, isClosed: true },
    ]),
  'sales-order-create-post': ({ records }, body) => records.create('salesOrder', body),
  'sales-order-fulfil': ({ records }, body) =>
    records.transform('salesOrder', '41001', 'itemFulfillment', body),
  'sales-order-get': ({ records }) => records.get('salesOrder', '41001'),
  'sales-order-get-expanded': ({ records }) =>
    records.get('salesOrder', '41001', { expandSubResources: true }),
  'sales-order-invoice': ({ records }, body) => records.transform('salesOrder', '41001', 'invoice', body),
  'sales-order-lines-get': ({ records }) => records.getPart('salesOrder', '41001', ['item']),
  'sales-order-replace-lines': ({ records }) =>
    records.replaceLines('salesOrder', '41001', 'item', [
      { item: { id: '321' }, quantity: 1, rate: 12.5, amount: 12.5 },
    ]),
  'sales-order-upsert-put': ({ records }, body) =>
    records.upsert('salesOrder', 'TT-576461413038785752', body),
  'suiteql-single-page': ({ suiteQl }) =>
    collect(
      suiteQl.query('SELECT id, companyname FROM vendor FETCH FIRST 2 ROWS ONLY', {
        row: z.object({ id: suiteQlColumn.id, companyname: suiteQlColumn.text.nullable() }),
      }),
    ),
  'vendor-bill-create': ({ records }, body) => records.create('vendorBill', body),
}

/** Examples of whole conversations, which have tests of their own. */
const elsewhere = new Set([
  'async-create',
  'async-job',
  'async-result-of-create',
  'async-task',
  'batch-create',
  'collection-first-page',
  'collection-middle-page',
  'collection-single-page',
  'oauth2-invalid-grant',
  'oauth2-m2m-token',
  'restlet-error',
  'suiteql-page',
])

test('every official example is tried', () => {
  expect([...Object.keys(calls), ...elsewhere].sort()).toEqual(exampleNames)
})

test.each(Object.keys(calls))(
  '%s: the request is as in the example, fits the schema, and the answer is read',
  async name => {
    const { request, response } = example(name)
    const sent: { method: string; path: string; body: unknown }[] = []
    server.use(
      http.all('https://*.api.netsuite.com/*', async ({ request: received }) => {
        const { pathname, search } = new URL(received.url)
        const text = await received.text()
        sent.push({
          method: received.method,
          path: `${pathname}${search}`,
          body: text === '' ? undefined : JSON.parse(text),
        })
        return new HttpResponse(response.body === undefined ? null : JSON.stringify(response.body), {
          status: response.status,
          headers: response.headers,
        })
      }),
    )

    const answer = await calls[name]?.(testClient(), request.body ?? {})

    expect(sent.map(withoutPaging)).toEqual([withoutPaging({ ...request, body: request.body })])
    expect(schemaProblems(targetOf(request), sent[0]?.body ?? {})).toEqual([])
    expect(answer).toEqual(expectedAnswer({ name, response }))
  },
)

/** We always say how long a page is. */
const withoutPaging = ({ method, path, body }: { method: string; path: string; body: unknown }) => {
  const url = new URL(path, 'https://any.example')
  for (const parameter of ['limit', 'offset']) url.searchParams.delete(parameter)
  return { method, path: url.pathname, query: [...url.searchParams].sort(), body }
}

/** The record type whose schema a body has to fit. */
const targetOf = ({ path }: Example['request']): string =>
  /!transform\/([^?/]+)/.exec(path)?.[1] ?? /\/record\/v1\/([^?/]+)/.exec(path)?.[1] ?? ''

const expectedAnswer = ({ name, response }: Pick<Example, 'name' | 'response'>): unknown => {
  if (name === 'collection-filter') {
    expect(definitionProblems('recordCollection', response.body)).toEqual([])
    return ['41001']
  }
  if (name === 'suiteql-single-page') {
    expect(definitionProblems('suiteqlResult', response.body)).toEqual([])
    return [
      { id: '-3', companyname: null },
      { id: '8', companyname: 'HMRC' },
    ]
  }
  if (response.body !== undefined) return response.body
  return toRecordLink(response.headers['Location'] ?? '')
}

test.each(['salesOrder', 'itemFulfillment'])('the %s an account shows fits its schema', type => {
  const name = type === 'salesOrder' ? 'sales-order-get-expanded' : 'item-fulfillment-get'

  expect(schemaProblems(type, example(name).response.body)).toEqual([])
})
