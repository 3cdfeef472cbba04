import { expect, test } from 'vitest'
import { createSandbox } from '../../create-sandbox.js'
import { makeShop } from '../../generate/make-shop.js'
import { admin } from '../testing/admin.js'
import { callShop } from '../testing/call-shop.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const made = makeShop({ orders: 30, nowMs })

test('two labels bought for one order have a number each', async () => {
  const sandbox = createSandbox({ seed: made.seed, clock: { at: nowMs } })
  const order = made.orders.find(
    ({ id, line_items }) => made.kinds.get(id) === 'normal' && line_items.length > 1,
  )
  await admin(sandbox, 'PUT', '/orders', { orders: [{ ...order, shipping_type: 'TIKTOK' }] })
  const buy = async (lines: readonly (string | undefined)[]): Promise<string> => {
    const { code, data } = await callShop(sandbox, {
      path: '/fulfillment/202309/packages',
      body: {
        order_id: order?.id,
        order_line_item_ids: lines,
        dimension: { length: '10', width: '10', height: '5', unit: 'CM' },
        weight: { value: '200', unit: 'GRAM' },
      },
    })
    expect(code).toBe(0)
    const bought = await admin(sandbox, 'GET', `/packages/${data?.['package_id']}`)
    return String(bought['tracking_number'])
  }
  const [first, ...rest] = order?.line_items.map(({ id }) => id) ?? []

  const numbers = [await buy([first]), await buy(rest)]

  expect(new Set(numbers).size).toBe(2)
  for (const number of numbers) expect(number).toMatch(/^9405\d{18}$/)
})
