import { expect, test } from 'vitest'
import type { Sandbox } from '../../create-sandbox.js'
import type { JsonObject } from '../../json.js'
import { callNetSuite } from '../testing/call-netsuite.js'
import { sampleAccount, sampleOrder } from '../testing/sample-account.js'

const made = async (sandbox: Sandbox, path: string, body: unknown = {}): Promise<string> => {
  const { status, id, detail } = await callNetSuite(sandbox, { path, body })
  expect(detail).toBe('')
  expect(status).toBe(204)
  return id
}

const read = async (sandbox: Sandbox, path: string): Promise<JsonObject> =>
  (await callNetSuite(sandbox, { path: `${path}?expandSubResources=true&simpleEnumFormat=true` })).body

const statusOf = async (sandbox: Sandbox, path: string) => (await read(sandbox, path))['status']

test('an order is shipped in two parts, billed and paid; quantities and status follow', async () => {
  const sandbox = sampleAccount()
  const order = await made(sandbox, 'salesOrder', sampleOrder)
  expect(await read(sandbox, `salesOrder/${order}`)).toMatchObject({
    status: 'B',
    subtotal: 34,
    total: 35.99,
    tranId: 'SO1',
  })

  const first = await made(sandbox, `salesOrder/${order}/!transform/itemFulfillment`, {
    shipStatus: { id: 'C' },
    item: {
      items: [
        { orderLine: 1, quantity: 1 },
        { orderLine: 2, itemReceive: false },
      ],
    },
  })
  expect(await read(sandbox, `itemFulfillment/${first}`)).toMatchObject({
    status: 'C',
    createdFrom: { id: order, refName: 'Sales Order #SO1' },
    item: { items: [{ orderLine: 1, quantity: 1, quantityRemaining: 2 }] },
  })
  expect(await read(sandbox, `salesOrder/${order}`)).toMatchObject({
    status: 'E',
    item: { items: [{ quantityFulfilled: 1, quantityBilled: 0 }, { quantityFulfilled: 0 }] },
  })

  const partly = await made(sandbox, `salesOrder/${order}/!transform/invoice`)
  expect(await read(sandbox, `invoice/${partly}`)).toMatchObject({
    subtotal: 12.5,
    discountTotal: -1.1,
    total: 16.39,
    status: 'A',
  })
  expect(await statusOf(sandbox, `salesOrder/${order}`)).toBe('D')

  const second = await made(sandbox, `salesOrder/${order}/!transform/itemFulfillment`)
  expect(await read(sandbox, `itemFulfillment/${second}`)).toMatchObject({ status: 'A' })
  expect(await statusOf(sandbox, `salesOrder/${order}`)).toBe('D')
  await callNetSuite(sandbox, {
    method: 'PATCH',
    path: `itemFulfillment/${second}`,
    body: { shipStatus: { id: 'C' } },
  })
  expect(await statusOf(sandbox, `salesOrder/${order}`)).toBe('F')

  const rest = await made(sandbox, `salesOrder/${order}/!transform/invoice`)
  expect(await read(sandbox, `invoice/${rest}`)).toMatchObject({
    subtotal: 21.5,
    discountTotal: -1.9,
    total: 19.6,
  })
  expect(await statusOf(sandbox, `salesOrder/${order}`)).toBe('G')

  await made(sandbox, `invoice/${rest}/!transform/customerPayment`)
  expect(await read(sandbox, `invoice/${rest}`)).toMatchObject({
    status: 'B',
    amountPaid: 19.6,
    amountRemaining: 0,
  })
})

test('a return is received and credited, and the credit is applied', async () => {
  const sandbox = sampleAccount()
  const order = await made(sandbox, 'salesOrder', sampleOrder)
  await made(sandbox, `salesOrder/${order}/!transform/itemFulfillment`, { shipStatus: 'C' })
  await made(sandbox, `salesOrder/${order}/!transform/cashSale`, { undepFunds: { id: 'T' } })
  expect(await statusOf(sandbox, `salesOrder/${order}`)).toBe('G')

  const back = await made(sandbox, `salesOrder/${order}/!transform/returnAuthorization`, {
    orderStatus: { id: 'B' },
    item: { items: [{ orderLine: 1, quantity: 1 }] },
  }).then(async id => {
    await callNetSuite(sandbox, {
      method: 'PATCH',
      path: `returnAuthorization/${id}`,
      body: { item: { items: [{ line: 2, isClosed: true }] } },
    })
    return id
  })
  expect(await read(sandbox, `returnAuthorization/${back}`)).toMatchObject({ status: 'B', total: 19.6 })

  expect(
    await callNetSuite(sandbox, { path: `returnAuthorization/${back}/!transform/creditMemo`, body: {} }),
  ).toMatchObject({
    status: 400,
    code: 'USER_ERROR',
  })
  await made(sandbox, `returnAuthorization/${back}/!transform/itemReceipt`)
  expect(await statusOf(sandbox, `returnAuthorization/${back}`)).toBe('F')
  const credit = await made(sandbox, `returnAuthorization/${back}/!transform/creditMemo`)
  expect(await read(sandbox, `creditMemo/${credit}`)).toMatchObject({
    total: 11.4,
    unapplied: 11.4,
    status: 'A',
  })
  expect(await statusOf(sandbox, `returnAuthorization/${back}`)).toBe('G')

  await made(sandbox, 'customerRefund', {
    customer: { id: '1514' },
    account: { id: '217' },
    apply: { items: [{ doc: { id: credit }, apply: true, amount: 11.4 }] },
  })
  expect(await statusOf(sandbox, `creditMemo/${credit}`)).toBe('B')
})

test("an order's deposit is applied to its invoice by itself", async () => {
  const sandbox = sampleAccount()
  const { order, deposit } = await withDeposit(sandbox)

  const invoice = await made(sandbox, `salesOrder/${order}/!transform/invoice`)

  expect(await read(sandbox, `invoice/${invoice}`)).toMatchObject({ status: 'B', amountPaid: 35.99 })
  expect(await statusOf(sandbox, `customerDeposit/${deposit}`)).toBe('C')
})

test('the invoice is there although the answer is 400, where the deposit fails to be applied', async () => {
  const sandbox = sampleAccount({ preferences: { depositsOnInvoice: 'fail' } })
  const { order, deposit } = await withDeposit(sandbox)

  const refused = await callNetSuite(sandbox, {
    path: `salesOrder/${order}/!transform/invoice`,
    body: { externalId: 'INV' },
  })
  expect(refused).toMatchObject({ status: 400, code: 'USER_ERROR' })
  expect(refused.detail).toContain('automatic application of the deposit')

  expect(await read(sandbox, 'invoice/eid:INV')).toMatchObject({ status: 'A', total: 35.99 })
  await made(sandbox, `customerDeposit/${deposit}/!transform/depositApplication`, {
    apply: {
      items: [{ doc: { id: (await read(sandbox, 'invoice/eid:INV'))['id'] }, apply: true, amount: 35.99 }],
    },
  })
  expect(await statusOf(sandbox, 'invoice/eid:INV')).toBe('B')
})

const withDeposit = async (sandbox: Sandbox) => {
  const order = await made(sandbox, 'salesOrder', sampleOrder)
  const deposit = await made(sandbox, 'customerDeposit', {
    customer: { id: '1514' },
    salesOrder: { id: order },
    payment: 35.99,
    undepFunds: true,
  })
  expect(await statusOf(sandbox, `customerDeposit/${deposit}`)).toBe('A')
  await made(sandbox, `salesOrder/${order}/!transform/itemFulfillment`, { shipStatus: 'C' })
  return { order, deposit }
}

test.each([
  [
    'an order pending approval',
    { ...sampleOrder, orderStatus: 'A' },
    'itemFulfillment',
    {},
    /invalid reference/,
  ],
  [
    'more than is open',
    sampleOrder,
    'itemFulfillment',
    { item: { items: [{ orderLine: 1, quantity: 3 }] } },
    /Invalid Field Value 3/,
  ],
  [
    'a line that the order does not have',
    sampleOrder,
    'itemFulfillment',
    { item: { items: [{ orderLine: 7 }] } },
    /Invalid Field Value 7/,
  ],
  [
    'no line',
    sampleOrder,
    'itemFulfillment',
    {
      item: {
        items: [
          { orderLine: 1, itemReceive: false },
          { orderLine: 2, itemReceive: false },
        ],
      },
    },
    /at least one line item/,
  ],
  ['what is not shipped', sampleOrder, 'invoice', {}, /invalid reference/],
  ['an order into a receipt', sampleOrder, 'itemReceipt', {}, /not allowed/],
])('a transform of %s is refused', async (_, order, target, body, text) => {
  const sandbox = sampleAccount()
  const id = await made(sandbox, 'salesOrder', order)

  const refused = await callNetSuite(sandbox, { path: `salesOrder/${id}/!transform/${target}`, body })

  expect(refused.status).toBe(400)
  expect(refused.detail).toMatch(text)
})

test('deleting a fulfilment opens the order again; an order with documents cannot be deleted', async () => {
  const sandbox = sampleAccount()
  const order = await made(sandbox, 'salesOrder', sampleOrder)
  const fulfilment = await made(sandbox, `salesOrder/${order}/!transform/itemFulfillment`, {
    shipStatus: 'C',
  })

  expect((await callNetSuite(sandbox, { method: 'DELETE', path: `salesOrder/${order}` })).detail).toContain(
    'linked',
  )
  expect(
    (await callNetSuite(sandbox, { method: 'DELETE', path: `itemFulfillment/${fulfilment}` })).status,
  ).toBe(204)

  expect(await statusOf(sandbox, `salesOrder/${order}`)).toBe('B')
  expect((await callNetSuite(sandbox, { method: 'DELETE', path: `salesOrder/${order}` })).status).toBe(204)
})
