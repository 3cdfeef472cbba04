import { describe, expect, test } from 'vitest'
import { isJsonObject, type JsonObject } from '../../json.js'
import { callNetSuite } from '../testing/call-netsuite.js'
import { sampleAccount, sampleOrder } from '../testing/sample-account.js'
import { linesOf } from './lines.js'

const lines = (body: JsonObject) => linesOf(body['item']) ?? []

const withOrder = async (seed: Parameters<typeof sampleAccount>[0] = {}) => {
  const sandbox = sampleAccount(seed)
  const { id } = await callNetSuite(sandbox, { path: 'salesOrder', body: sampleOrder })
  const call = (method: string, path = '', body?: unknown, headers = {}) =>
    callNetSuite(sandbox, {
      method,
      path: `salesOrder/${id}${path}`,
      headers,
      ...(body === undefined ? {} : { body }),
    })
  const read = async () => (await call('GET', '?expandSubResources=true')).body
  return { sandbox, id, call, read }
}

describe('writing', () => {
  test('names in any case are taken; answers are in camelCase and in order', async () => {
    const { call } = await withOrder()

    await call('PATCH', '', { MEMO: 'hello', OTHERREFNUM: '7' })

    const { body } = await call('GET')
    expect(body).toMatchObject({ memo: 'hello', otherRefNum: '7' })
    expect(Object.keys(body).slice(1)).toEqual(Object.keys(body).slice(1).sort())
  })

  test('unknown names are dropped with a warning, dropped, or refused', async () => {
    const { call } = await withOrder()
    const patch = (mode?: string) =>
      call(
        'PATCH',
        '',
        { nonsense: 1, item: { items: [{ line: 1, more: 2 }] } },
        mode ? { 'X-NetSuite-PropertyNameValidation': mode } : {},
      )

    expect((await patch()).headers.get('x-netsuite-propertyvalidation')).toContain(
      'nonsense, item.items[0].more',
    )
    expect((await patch('Ignore')).headers.get('x-netsuite-propertyvalidation')).toBeNull()
    expect(await patch('Error')).toMatchObject({
      status: 400,
      code: 'INVALID_CONTENT',
      body: { 'o:errorDetails': [{ 'o:errorPath': 'nonsense' }] },
    })
    expect((await patch('Nonsense')).code).toBe('INVALID_HEADER')
  })

  test('values of the wrong shape are refused unless the request lets them go', async () => {
    const { call } = await withOrder()
    const body = { tranDate: '2 March' }

    expect((await call('PATCH', '', body)).code).toBe('INVALID_CONTENT')
    expect((await call('PATCH', '', body, { 'X-NetSuite-PropertyValueValidation': 'Ignore' })).status).toBe(
      204,
    )
  })

  test('null clears, what is left out stays, replaceSelectedFields clears what is named', async () => {
    const { call } = await withOrder()
    await call('PATCH', '', { memo: 'a', email: 'a@example.com' })
    await call('PATCH', '', { memo: null })
    expect((await call('GET')).body).not.toHaveProperty('memo')
    await call('PATCH', '?replace=email,memo&replaceSelectedFields=true', { memo: 'b' })

    expect((await call('GET')).body).toMatchObject({ memo: 'b', otherRefNum: sampleOrder.otherRefNum })
    expect((await call('GET')).body).not.toHaveProperty('email')
  })

  test('a repeated PUT without keys doubles the lines; with replace it does not', async () => {
    const { sandbox, read } = await withOrder()
    const put = (query: string) =>
      callNetSuite(sandbox, {
        method: 'PUT',
        path: `salesOrder/eid:${sampleOrder.externalId}${query}`,
        body: sampleOrder,
      })

    await put('')
    expect(await read()).toMatchObject({ total: 69.99, item: { totalResults: 4 } })
    await put('?replace=item')
    expect(await read()).toMatchObject({ total: 35.99, item: { totalResults: 2 } })
  })

  test('a keyed line is changed, and its amount with its quantity; an unknown key is refused', async () => {
    const { call, read } = await withOrder()

    await call('PATCH', '', { item: { items: [{ line: 1, quantity: 3 }] } })
    expect(await read()).toMatchObject({
      subtotal: 46.5,
      item: { items: [{ quantity: 3, amount: 37.5 }, {}] },
    })
    expect((await call('PATCH', '', { item: { items: [{ line: 9 }] } })).code).toBe('INVALID_CONTENT')
  })

  test('the price level wins over the rate unless it is custom', async () => {
    const { call, read } = await withOrder()
    await call('PATCH', '?replace=item', { item: { items: [{ item: '321', quantity: 1, rate: 1 }] } })

    expect(await read()).toMatchObject({ total: 16.99, item: { items: [{ rate: 15, price: { id: '1' } }] } })
  })

  test('external ids are one space for all transactions, in any case; POST never updates', async () => {
    const { sandbox } = await withOrder()
    const body = { customer: '1514', payment: 1, externalId: sampleOrder.externalId.toLowerCase() }

    expect(await callNetSuite(sandbox, { path: 'customerDeposit', body })).toMatchObject({
      status: 400,
      code: 'USER_ERROR',
      detail: 'Error while accessing a resource. This record already exists.',
    })
  })

  test('every line closed closes the order; opening one opens it', async () => {
    const { call, read } = await withOrder()
    await call('PATCH', '', {
      item: {
        items: [
          { line: 1, isClosed: true },
          { line: 2, isClosed: true },
        ],
      },
    })
    expect(await read()).toMatchObject({ status: { id: 'H', refName: 'Closed' } })

    await call('PATCH', '', { item: { items: [{ line: 1, isClosed: false }] } })
    expect(await read()).toMatchObject({ status: { id: 'B' } })
  })

  test('what has shipped stays on the order', async () => {
    const { call } = await withOrder()
    await call('POST', '/!transform/itemFulfillment', { shipStatus: 'C' })

    expect((await call('PATCH', '', { item: { items: [{ line: 1, quantity: 1 }] } })).code).toBe('USER_ERROR')
    expect((await call('PATCH', '?replace=item', { item: { items: [{ item: '321' }] } })).code).toBe(
      'USER_ERROR',
    )
  })

  test('custom fields and records are those of the seed', async () => {
    const { call, sandbox } = await withOrder({
      customFields: [{ id: 'custbody_tts_order_id' }],
      customRecords: [{ id: 'customrecord_tts_shop' }],
    })
    const strict = { 'X-NetSuite-PropertyNameValidation': 'Error' }

    expect((await call('PATCH', '', { custbody_tts_order_id: '7' }, strict)).status).toBe(204)
    expect((await call('PATCH', '', { custbody_other: '7' }, strict)).status).toBe(400)
    const made = await callNetSuite(sandbox, {
      path: 'customrecord_tts_shop',
      body: { name: 'US', custrecord_x: 1 },
    })
    expect((await callNetSuite(sandbox, { path: `customrecord_tts_shop/${made.id}` })).body).toMatchObject({
      name: 'US',
    })
    expect((await callNetSuite(sandbox, { path: 'customrecord_other', body: {} })).code).toBe(
      'NONEXISTENT_ID',
    )
  })

  test('a line is changed at its own address; nothing is made or removed there', async () => {
    const { call, read } = await withOrder()

    expect((await call('PATCH', '/item/2', { quantity: 2 })).status).toBe(204)
    expect(lines(await read())[1]).toMatchObject({ quantity: 2, amount: 18 })
    expect((await call('DELETE', '/item/2')).status).toBe(405)
    expect((await call('POST', '/item', {})).status).toBe(405)
  })
})

describe('reading', () => {
  test('by external id, with lines, a line, an address and a reference as resources', async () => {
    const { sandbox, call, id } = await withOrder()
    await call('PATCH', '', { shippingAddress: { addr1: '100 Main St', country: 'US' } })
    const get = async (path: string) =>
      (await callNetSuite(sandbox, { path: `salesorder/eid:${sampleOrder.externalId}${path}` })).body

    expect(await get('')).toMatchObject({ id, shippingAddress: { links: [{ rel: 'self' }] } })
    expect(await get('/item')).toMatchObject({ totalResults: 2 })
    expect(await get('/item/1')).toMatchObject({ line: 1, item: { id: '321', refName: 'Silk scarf / red' } })
    expect(await get('/shippingAddress')).toMatchObject({
      addr1: '100 Main St',
      country: { refName: 'United States' },
    })
    expect(await get('/entity')).toMatchObject({ id: '1514', entityId: 'Jane Doe' })
  })

  test('only the fields asked for; not together with expansion', async () => {
    const { call } = await withOrder()

    expect(Object.keys((await call('GET', '?fields=total,TRANID')).body)).toEqual([
      'links',
      'total',
      'tranId',
    ])
    expect((await call('GET', '?fields=total&expandSubResources=true')).code).toBe('INVALID_PARAMETER')
  })

  test.each([
    ['externalId IS "TT-576461413038785752"', 1],
    ['total GREATER 30 AND total LESS_OR_EQUAL 35.99', 1],
    ['memo EMPTY AND (total EQUAL 1 OR entity ANY_OF [1514, 7])', 1],
    ['otherRefNum START_WITH 576 AND otherRefNum CONTAIN_NOT 999', 1],
    ['tranDate ON_OR_AFTER "3/2/2026" AND createdDate BEFORE "03/02/2026 12:01 PM"', 1],
    ['createdDate AFTER "03/02/2026 12:00 PM"', 0],
    ['shipComplete IS false', 1],
    ['id BETWEEN [1, 5]', 0],
  ])('a collection is filtered by %s', async (q, count) => {
    const { sandbox } = await withOrder()

    const { status, body } = await callNetSuite(sandbox, { path: `salesOrder?q=${encodeURIComponent(q)}` })

    expect(status).toBe(200)
    expect(body).toMatchObject({ count, hasMore: false, totalResults: count })
  })

  test.each([
    'nonsense IS 1',
    'total SOMETHING 1',
    'total EQUAL',
    'total EQUAL 1 AND',
    '(total EQUAL 1',
    'item IS 1',
    '"',
  ])('the filter %s is refused', async q => {
    const { sandbox } = await withOrder()

    expect(await callNetSuite(sandbox, { path: `salesOrder?q=${encodeURIComponent(q)}` })).toMatchObject({
      status: 400,
      body: { 'o:errorDetails': [{ 'o:errorCode': 'INVALID_PARAMETER', 'o:errorQueryParam': 'q' }] },
    })
  })

  test.each([
    [{}, 3],
    [{ totalResultsCap: 2 }, 2],
  ])('with %o a list of three transactions says that there are %i', async (setting, totalResults) => {
    const sandbox = sampleAccount(setting)
    for (let at = 0; at < 3; at += 1)
      await callNetSuite(sandbox, { path: 'salesOrder', body: { ...sampleOrder, externalId: `SO-${at}` } })

    const { body } = await callNetSuite(sandbox, { path: 'salesOrder?limit=1' })

    expect(body).toMatchObject({ totalResults, count: 1, hasMore: true })
    expect((await callNetSuite(sandbox, { path: 'salesOrder?limit=1&offset=2' })).body).toMatchObject({
      count: 1,
    })
  })

  test('a transaction with more lines than one request may write is refused', async () => {
    const sandbox = sampleAccount({ preferences: { maxLines: 1 } })
    expect((await callNetSuite(sandbox, { path: 'salesOrder', body: sampleOrder })).detail).toContain(
      'has 2 lines, and may have at most 1',
    )
  })

  test('pages are linked as the live service links them, with its wrong last page', async () => {
    const sandbox = sampleAccount()
    for (let at = 0; at < 58; at++)
      await callNetSuite(sandbox, { path: 'customrecord_row', body: { name: `${at}` } })
    const linksOf = async (query: string) => {
      const { body } = await callNetSuite(sandbox, { path: `customRecord_Row?${query}` })
      const links = body['links']
      return (Array.isArray(links) ? links : []).map(link => {
        const { rel = '', href = '' } = isJsonObject(link) ? link : {}
        return [rel, String(href).split('/v1/')[1]]
      })
    }

    expect(await linksOf('limit=5')).toEqual([
      ['next', 'customrecord_row?limit=5&offset=5'],
      ['last', 'customrecord_row?limit=5&offset=10'],
      ['self', 'customRecord_Row?limit=5'],
    ])
    expect((await linksOf('limit=5&offset=10')).map(([rel]) => rel)).toEqual([
      'previous',
      'first',
      'next',
      'last',
      'self',
    ])
    expect((await linksOf('limit=5&offset=55')).map(([rel]) => rel)).toEqual(['previous', 'first', 'self'])
  })
})

test('what the sandbox does not emulate is answered with 501, and nothing is saved', async () => {
  const { call, sandbox } = await withOrder()
  const form = { accept: 'application/vnd.oracle.resource+json; type=create-form' }

  expect((await callNetSuite(sandbox, { path: 'salesOrder', body: {}, headers: form })).status).toBe(501)
  expect((await call('POST', '/!attach/contact/7', {})).status).toBe(501)
  expect((await call('POST', '/!transform/revenueCommitment', {})).status).toBe(501)
  expect((await callNetSuite(sandbox, { path: '/services/rest/system/v1/governanceLimits' })).status).toBe(
    501,
  )
  expect((await callNetSuite(sandbox, { path: 'salesOrder' })).body).toMatchObject({ count: 1 })
})
