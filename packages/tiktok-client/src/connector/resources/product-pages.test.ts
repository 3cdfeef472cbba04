import type { CallContext, JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineTikTokShopConnector } from '../connector.js'

const context: CallContext = { signal: new AbortController().signal }
const body = z.object({
  create_time_ge: z.number().default(0),
  create_time_le: z.number().default(Number.POSITIVE_INFINITY),
  sku_ids: z.array(z.string()).default([]),
})

/**
 * A shop of so many products of one SKU each, created a minute apart, as TikTok answers: at most 10,000 for one search. Where it says so
 * late, the first pages come before it.
 */
const openShop = (count: number, { saysSo = 'at once' }: { readonly saysSo?: 'at once' | 'late' } = {}) => {
  const products = Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    status: 'ACTIVATE',
    create_time: 1_700_000_000 + 60 * index,
    skus: [{ id: `s${index}`, seller_sku: `SKU-${index}` }],
  }))
  const calls: string[] = []
  const answers: Readonly<Record<string, (sent: z.output<typeof body>, query: URLSearchParams) => unknown>> =
    {
      '/product/202502/products/search': ({ create_time_ge: from, create_time_le: until }, query) => {
        const found = products.filter(({ create_time: at }) => at >= from && at <= until)
        const start = Number(query.get('page_token') ?? 0)
        const end = start + Number(query.get('page_size'))
        if (found.length > 10_000 && (saysSo === 'at once' || start >= 300)) return undefined
        return {
          products: found.slice(start, end),
          next_page_token: end < found.length ? String(end) : '',
          ...(saysSo === 'late' ? {} : { total_count: found.length }),
        }
      },
      '/product/202309/inventory/search': ({ sku_ids: ids }) => ({
        inventory: ids.map(id => ({ product_id: id.replace('s', 'p'), skus: [{ id }] })),
      }),
    }
  const connector = defineTikTokShopConnector({
    transport: async ({ url, body: sent }) => {
      const { pathname, searchParams } = new URL(url)
      calls.push(pathname)
      const data = answers[pathname]?.(
        body.parse(typeof sent === 'string' ? JSON.parse(sent) : {}),
        searchParams,
      )
      const answer = data === undefined ? { code: 12052180, message: 'too many products' } : { code: 0, data }
      return { status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify(answer)) }
    },
  }).connect({ appKey: 'key', appSecret: 'secret', accessToken: 'token', shopCipher: 'cipher' }, {})
  const read = async () => {
    const pages: (readonly JsonObject[])[] = []
    for await (const { records } of connector.exportPages({ resource: 'skus', where: {} }, context))
      pages.push(records)
    return pages
  }
  return { read, calls }
}

test.each(['at once', 'late'] as const)(
  'SKUs of more products than one search gives come all, each once, when TikTok says so %s',
  async saysSo => {
    const { read } = openShop(12_000, { saysSo })

    const pages = await read()

    const ids = pages.flat().map(({ id }) => id)
    expect([ids.length, new Set(ids).size]).toEqual([12_000, 12_000])
    expect(pages[0]?.[0]).toMatchObject({ product_status: 'ACTIVATE' })
    expect(pages.slice(0, -1).every(({ length }) => length === 1_000)).toBe(true)
  },
)

test('the SKUs of a large shop take hardly more calls than the limits of a batch allow', async () => {
  const { read, calls } = openShop(30_000)

  await read()

  expect(calls.length).toBeLessThanOrEqual(1.1 * (30_000 / 100 + 30_000 / 600))
})

test('a small shop is read by one search and one look at its stock', async () => {
  const { read, calls } = openShop(3)

  expect((await read()).flat()).toHaveLength(3)
  expect(calls).toHaveLength(2)
})
