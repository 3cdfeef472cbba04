import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../create-sandbox.js'
import { makeShop } from '../../generate/make-shop.js'
import { isJsonObject } from '../../json.js'
import detailSchema from '../__fixtures__/order-detail-202507.response.schema.json' with { type: 'json' }
import searchSchema from '../__fixtures__/orders-search.response.schema.json' with { type: 'json' }
import { callShop, ordersSearch, rowsOf } from '../testing/call-shop.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const shop = makeShop({ orders: 130, seed: 4, nowMs })
const openSandbox = () => createSandbox({ clock: { at: nowMs }, seed: shop.seed })
const ajv = new Ajv2020({ strict: false })

const searchAll = async (sandbox: Sandbox, query: Record<string, string>, body: object = {}) => {
  const ids: string[] = []
  let pageToken = ''
  let totalCount = 0
  do {
    const answer = await callShop(sandbox, {
      path: ordersSearch,
      query: { ...query, ...(pageToken ? { page_token: pageToken } : {}) },
      body,
    })
    ids.push(...rowsOf(answer.data, 'orders').map(order => String(order['id'])))
    pageToken = String(answer.data?.['next_page_token'])
    totalCount = Number(answer.data?.['total_count'])
  } while (pageToken)
  return { ids, totalCount }
}

describe('order search', () => {
  test('pages reach every order once, in either direction and by either time', async () => {
    const sandbox = openSandbox()
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 7, max: 100 }),
        fc.constantFrom('create_time', 'update_time'),
        fc.constantFrom('ASC', 'DESC'),
        async (pageSize, sortField, sortOrder) => {
          const query = { page_size: String(pageSize), sort_field: sortField, sort_order: sortOrder }
          const { ids, totalCount } = await searchAll(sandbox, query)
          expect(new Set(ids)).toEqual(new Set(shop.orders.map(order => order.id)))
          expect(ids).toHaveLength(130)
          expect(totalCount).toBe(130)
        },
      ),
      { numRuns: 12 },
    )
  })

  test('the newest come first unless asked otherwise', async () => {
    const { data } = await callShop(openSandbox(), {
      path: ordersSearch,
      query: { page_size: '100' },
      body: {},
    })
    const times = rowsOf(data, 'orders').map(order => Number(order['create_time']))

    expect(times).toEqual([...times].sort((one, other) => other - one))
  })

  test('time windows include the lower end and leave out the upper one', async () => {
    const [one, other] = [...shop.orders].sort((a, b) => a.update_time - b.update_time).slice(40)
    if (!one || !other) throw new Error('the shop is too small')
    const wanted = shop.orders.filter(
      row => row.update_time >= one.update_time && row.update_time < other.update_time + 60,
    )

    const { ids } = await searchAll(
      openSandbox(),
      { page_size: '10', sort_field: 'update_time', sort_order: 'ASC' },
      { update_time_ge: one.update_time, update_time_lt: other.update_time + 60 },
    )

    expect(new Set(ids)).toEqual(new Set(wanted.map(row => row.id)))
  })

  test('a page token belongs to its filters', async () => {
    const sandbox = openSandbox()
    const query = { page_size: '10' }
    const first = await callShop(sandbox, {
      path: ordersSearch,
      query,
      body: { order_status: 'AWAITING_SHIPMENT' },
    })
    const next = { ...query, page_token: String(first.data?.['next_page_token']) }

    const same = await callShop(sandbox, {
      path: ordersSearch,
      query: next,
      body: { order_status: 'AWAITING_SHIPMENT' },
    })
    const changed = await callShop(sandbox, {
      path: ordersSearch,
      query: next,
      body: { order_status: 'IN_TRANSIT' },
    })

    expect(same.code).toBe(0)
    expect(changed).toMatchObject({ code: 36009004, message: 'param query.page_token is invalid' })
  })

  test('faults repeat a token, repeat a row, or miscount', async () => {
    const strike = async (kind: 'repeated-page-token' | 'repeated-row' | 'wrong-total-count') => {
      const sandbox = createSandbox({
        clock: { at: nowMs },
        seed: shop.seed,
        faults: [{ skip: 1, fault: { kind } }],
      })
      const call = (query: Record<string, string>) =>
        callShop(sandbox, { path: ordersSearch, query: { page_size: '10', ...query }, body: {} })
      const first = (await call({})).data
      const token = String(first?.['next_page_token'])
      return { first, token, second: (await call({ page_token: token })).data }
    }
    const circle = await strike('repeated-page-token')
    const twice = await strike('repeated-row')
    const miscount = await strike('wrong-total-count')

    expect(circle.second?.['next_page_token']).toBe(circle.token)
    expect(rowsOf(twice.second, 'orders')[0]).toEqual(rowsOf(twice.first, 'orders').at(-1))
    expect(miscount.second?.['total_count']).toBe(131)
  })

  test('answers are valid against the documented shape and hold no detail-only field', async () => {
    const { data } = await callShop(openSandbox(), {
      path: ordersSearch,
      query: { page_size: '100' },
      body: {},
    })
    const validate = ajv.compile(searchSchema)

    expect(validate(data), JSON.stringify(validate.errors)).toBe(true)
  })

  test('100,000 orders are loaded and paged quickly enough to be of use', async () => {
    const big = { ...shop.orders[0] }
    const orders = Array.from({ length: 100_000 }, (_, index) => ({
      ...big,
      id: `9${String(index).padStart(17, '0')}`,
      status: 'AWAITING_SHIPMENT',
      line_items: shop.orders[0]?.line_items ?? [],
      create_time: 1_700_000_000 + ((index * 7919) % 1_000_000),
      update_time: 1_700_000_000 + ((index * 104_729) % 1_000_000),
    }))
    const known = shop.seed.tiktokShop?.shops?.[0]
    if (!known) throw new Error('the generator made no shop')
    const sandbox = createSandbox({
      clock: { at: nowMs },
      seed: { tiktokShop: { shops: [{ ...known, orders }] } },
    })

    const { data } = await callShop(sandbox, { path: ordersSearch, query: { page_size: '100' }, body: {} })

    expect(data?.['total_count']).toBe(100_000)
  })
})

describe('order detail', () => {
  const detail = '/order/202507/orders'

  test('leaves out what it does not know and repeats nothing', async () => {
    const [one, two] = shop.orders
    const ids = [one?.id, 'unknown', two?.id, one?.id].join(',')

    const { data } = await callShop(openSandbox(), { path: detail, query: { ids } })

    expect(rowsOf(data, 'orders').map(order => order['id'])).toEqual([one?.id, two?.id])
  })

  test('takes fifty ids and no more', async () => {
    const ids = shop.orders.slice(0, 51).map(order => order.id)

    expect(
      (await callShop(openSandbox(), { path: detail, query: { ids: ids.slice(0, 50).join(',') } })).code,
    ).toBe(0)
    expect(await callShop(openSandbox(), { path: detail, query: { ids: ids.join(',') } })).toMatchObject({
      code: 36009004,
    })
  })

  test('every order is valid against the documented shape', async () => {
    const validate = ajv.compile(detailSchema)
    for (const path of [detail, '/order/202309/orders']) {
      for (let start = 0; start < shop.orders.length; start += 50) {
        const ids = shop.orders
          .slice(start, start + 50)
          .map(order => order.id)
          .join(',')
        const { data } = await callShop(openSandbox(), { path, query: { ids } })
        expect(validate(data), JSON.stringify(validate.errors)).toBe(true)
      }
    }
  })

  test('unpaid and held orders have no address, those that TikTok ships a masked one', async () => {
    const idOf = (kind: string) => [...shop.kinds].find(([, value]) => value === kind)?.[0] ?? ''
    const ids = ['unpaid', 'on-hold', 'fulfilled-by-tiktok', 'normal'].map(idOf).join(',')
    const { data } = await callShop(openSandbox(), { path: detail, query: { ids } })
    const addresses = rowsOf(data, 'orders').map(order => {
      const address = order['recipient_address']
      return isJsonObject(address) ? address['name'] : undefined
    })

    expect(addresses.slice(0, 2)).toEqual([undefined, undefined])
    expect(addresses[2]).toMatch(/^.\*+/)
    expect(addresses[3]).not.toContain('*')
  })
})
