import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sumCents, toCents } from '../cents.js'
import type { Order } from '../tiktok-shop/orders/order.js'
import { makeShop } from './make-shop.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')

const payment = (order: Order, field: string) => toCents(order.payment?.[field])
const overLines = (
  order: Order,
  field: 'original_price' | 'seller_discount' | 'platform_discount' | 'sale_price',
) => sumCents(order.line_items.map(line => toCents(line[field])))

describe('a made shop', () => {
  test('holds every money identity in every order', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, orders) => {
        for (const order of makeShop({ seed, orders, nowMs }).orders) {
          for (const line of order.line_items) {
            expect(toCents(line.sale_price)).toBe(
              toCents(line.original_price) - toCents(line.seller_discount) - toCents(line.platform_discount),
            )
            expect(toCents(line.sale_price)).toBeGreaterThanOrEqual(0)
          }
          expect(overLines(order, 'original_price')).toBe(payment(order, 'original_total_product_price'))
          expect(overLines(order, 'seller_discount')).toBe(payment(order, 'seller_discount'))
          expect(overLines(order, 'platform_discount')).toBe(payment(order, 'platform_discount'))
          expect(overLines(order, 'sale_price')).toBe(payment(order, 'sub_total'))
          expect(payment(order, 'shipping_fee')).toBe(
            payment(order, 'original_shipping_fee') -
              payment(order, 'shipping_fee_seller_discount') -
              payment(order, 'shipping_fee_platform_discount'),
          )
          expect(payment(order, 'tax')).toBe(
            payment(order, 'product_tax') + payment(order, 'shipping_fee_tax'),
          )
          expect(payment(order, 'total_amount')).toBe(
            payment(order, 'sub_total') +
              payment(order, 'shipping_fee') +
              payment(order, 'tax') +
              payment(order, 'retail_delivery_fee'),
          )
        }
      }),
      { numRuns: 25 },
    )
  })

  test('is the same for the same seed and another for another', () => {
    expect(makeShop({ seed: 3, nowMs }).orders).toEqual(makeShop({ seed: 3, nowMs }).orders)
    expect(makeShop({ seed: 3, nowMs }).orders).not.toEqual(makeShop({ seed: 4, nowMs }).orders)
  })

  const shop = makeShop({ orders: 500, seed: 7, nowMs })

  test('has orders of every kind', () => {
    expect(new Set(shop.kinds.values()).size).toBe(11)
    expect(new Set(shop.orders.map(order => order.status))).toEqual(
      new Set(['UNPAID', 'ON_HOLD', 'AWAITING_SHIPMENT', 'IN_TRANSIT', 'DELIVERED', 'CANCELLED']),
    )
    expect(shop.orders.some(order => order.line_items.some(line => line.is_gift))).toBe(true)
    expect(shop.orders.some(order => payment(order, 'retail_delivery_fee') > 0)).toBe(true)
    expect(shop.orders.some(order => order['buyer_message'] !== '')).toBe(true)
    expect(shop.orders.some(order => payment(order, 'shipping_fee_platform_discount') > 0)).toBe(true)
  })

  test('spreads discounts unevenly over several units of one SKU', () => {
    const uneven = shop.orders.filter(order => {
      const discounts = new Map<string, Set<string | undefined>>()
      for (const line of order.line_items) {
        const key = `${line.sku_id} ${line.original_price}`
        discounts.set(key, (discounts.get(key) ?? new Set()).add(line.platform_discount))
      }
      return [...discounts.values()].some(different => different.size > 1)
    })

    expect(uneven.length).toBeGreaterThan(10)
  })

  test('has one SKU that NetSuite lacks, on one order that is to be shipped', () => {
    const items = shop.seed.netsuite?.records?.['inventoryItem'] ?? []
    const known = new Set(items.map(item => item['itemId']))
    const lacking = shop.orders.filter(order =>
      order.line_items.some(line => !known.has(line.seller_sku ?? '')),
    )

    expect(lacking.map(order => order.id)).toEqual([shop.missing?.orderId])
    expect(lacking[0]?.status).toBe('AWAITING_SHIPMENT')
    expect(shop.missing?.item['itemId']).toBe(shop.missing?.sellerSku)
  })

  test('lies before the moment it is looked at, each change after its beginning', () => {
    for (const order of shop.orders) {
      expect(order.update_time).toBeGreaterThanOrEqual(order.create_time)
      expect(order.update_time * 1000).toBeLessThanOrEqual(nowMs)
    }
    expect(new Set(shop.orders.map(order => order.id)).size).toBe(500)
  })
})
