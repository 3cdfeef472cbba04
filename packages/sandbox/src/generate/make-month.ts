import { fromCents } from '../cents.js'
import { createSandbox } from '../create-sandbox.js'
import { isJsonObject, type JsonObject } from '../json.js'
import { createRandom } from '../random.js'
import { checkSeed, type MadeSeed } from '../seed.js'
import { computeSign } from '../tiktok-shop/gateway/sign.js'
import { marketOf } from '../tiktok-shop/market.js'
import { defaultTikTokShopCredentials as known } from '../tiktok-shop/seed.js'
import type { TikTokShopSettings } from '../tiktok-shop/settings.js'
import { makeCatalogue } from './catalogue.js'
import { generatedNetSuiteIds, kitOf, makeNetSuiteRecords } from './make-netsuite-records.js'
import { makeOrder } from './make-order.js'
import { fbtWarehouseId, makeProducts, makeWarehouses, warehouseId } from './make-stock.js'

export interface MakeMonthOptions {
  /** Orders over the whole month. Default 300. */
  readonly orders?: number
  readonly seed?: number | string
  readonly skus?: number
  /** First moment of the month, ISO 8601. Default 2026-03-01. */
  readonly start?: string
  readonly days?: number
  /** The day on which a video goes round and orders come tenfold; undefined for none. Default 12. */
  readonly spikeDay?: number | undefined
  /** Share of delivered orders that come back. Default 0.06. */
  readonly returnShare?: number
  readonly settings?: Partial<TikTokShopSettings>
  /** US, GB, DE, JP or ID. Default US. */
  readonly region?: string
}

export interface MadeMonth {
  /** What the shop and the account beside it look like when the month is over. */
  readonly seed: MadeSeed
  /** Epoch milliseconds of that moment. */
  readonly endMs: number
  readonly orderIds: readonly string[]
  /** Internal ids for a flow's settings. */
  readonly netsuiteIds: typeof generatedNetSuiteIds
}

const daySecs = 24 * 3600
const deliveryOptionId = '7091146663229654785'
/** Share of orders that ask for the kit. */
const kitShare = 0.05
const usps = '7117858858072016686'

interface Happening {
  readonly atSecs: number
  readonly happen: () => Promise<void>
}

/**
 * A month as it happens: orders come with a viral spike, most are shipped the next day, some are cancelled, some come back,
 * some ask for a kit, TikTok charges a penalty and corrects a commission, statements close every midnight and are paid. Lived through in a
 * sandbox of its own, so everything fits together.
 */
export const makeMonth = async ({
  orders: orderCount = 300,
  seed = 1,
  skus = 40,
  start = '2026-03-01T00:00:00Z',
  days = 31,
  spikeDay = 12,
  returnShare = 0.06,
  settings = {},
  region = 'US',
}: MakeMonthOptions = {}): Promise<MadeMonth> => {
  const random = createRandom(seed).fork('month')
  const startMs = Date.parse(start)
  const startSecs = Math.floor(startMs / 1000)
  const catalogue = makeCatalogue(random.fork('catalogue'), skus)
  const shopName = `TikTok Shop ${region}`
  const { currency } = marketOf(region)
  const [first, second] = catalogue.skus
  const kit = second === undefined ? undefined : kitOf(first, second)
  const sold = kit === undefined ? catalogue.skus : [...catalogue.skus, kit]
  const moreStock = orderCount * 4
  const products = makeProducts(sold, startSecs, currency).map(row => ({
    ...row,
    skus: row.skus.map(sku => ({
      ...sku,
      inventory: sku.inventory?.map(stock => ({ ...stock, quantity: stock.quantity + moreStock })) ?? [],
    })),
  }))
  const sandbox = createSandbox({
    clock: { at: startMs },
    randomSeed: seed,
    seed: {
      tiktokShop: {
        settings,
        authorizations: [
          {
            app_key: known.appKey,
            open_id: 'sandbox-open-id',
            seller_name: 'Sandbox Seller',
            access_token: known.accessToken,
            access_token_expire_in: startSecs + 3650 * daySecs,
            refresh_token: known.refreshToken,
            refresh_token_expire_in: startSecs + 3650 * daySecs,
            shop_ids: [known.shopId],
          },
        ],
        shops: [
          {
            id: known.shopId,
            name: shopName,
            region,
            cipher: known.shopCipher,
            code: 'USLCSANDBOX1',
            warehouses: makeWarehouses(region),
            products,
          },
        ],
      },
    },
  })

  const admin = async (method: string, path: string, body?: unknown): Promise<JsonObject> => {
    const response = await sandbox.tiktokShop.fetch(
      `http://sandbox/_sandbox/tiktok-shop/shops/${known.shopId}${path}`,
      {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    )
    const answer: unknown = await response.json()
    if (!response.ok || !isJsonObject(answer)) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer
  }
  const call = async (path: string, body: object): Promise<void> => {
    const text = JSON.stringify(body)
    const query: Record<string, string> = {
      app_key: known.appKey,
      timestamp: String(sandbox.clock.nowSecs()),
      shop_cipher: known.shopCipher,
    }
    query['sign'] = computeSign({ appSecret: known.appSecret, path, query, body: Buffer.from(text) })
    await sandbox.tiktokShop.fetch(`http://sandbox${path}?${new URLSearchParams(query)}`, {
      method: 'POST',
      body: text,
      headers: { 'x-tts-access-token': known.accessToken },
    })
  }

  const happenings: Happening[] = []
  const orderIds: string[] = []
  const times = drawTimes(random.fork('times').next, orderCount, days, spikeDay)
  times.forEach((share, index) => {
    const own = random.fork(`order ${index}`)
    const createTime = startSecs + Math.floor(share * days * daySecs)
    const isFbt = own.chance(0.05)
    const isKit = random.fork(`kit ${index}`).chance(kitShare)
    const drawn = makeOrder({
      random: own,
      kind: isFbt
        ? 'fulfilled-by-tiktok'
        : own.chance(0.02)
          ? 'gift'
          : own.chance(0.01)
            ? 'sample'
            : 'normal',
      number: index + 1,
      createTime,
      nowSecs: createTime,
      pickSku: () => {
        const drawn = own.pick(catalogue.skus)
        return isKit && kit !== undefined ? kit : drawn
      },
      warehouseId,
      fbtWarehouseId,
      deliveryOptionId,
      region,
    })
    const order = asPlaced(drawn, createTime)
    orderIds.push(order.id)
    happenings.push({ atSecs: createTime, happen: async () => void (await admin('POST', '/orders', order)) })
    const fate = own.next()
    if (fate < 0.03) {
      happenings.push({
        atSecs: createTime + own.integer(300, 3000),
        happen: async () =>
          void (await admin('POST', `/orders/${order.id}/cancel-request`, {
            reason: 'ecom_order_to_ship_canceled_reason_created_by_mistakes',
          })),
      })
      return
    }
    if (fate < 0.04) {
      happenings.push({
        atSecs: createTime + 2 * 3600,
        happen: () =>
          call('/return_refund/202309/cancellations', {
            order_id: order.id,
            cancel_reason: 'seller_cancel_reason_out_of_stock',
          }),
      })
      return
    }
    if (!isFbt) {
      happenings.push({
        atSecs: createTime + own.integer(2, 30) * 3600,
        happen: () =>
          call(`/fulfillment/202309/orders/${order.id}/packages`, {
            tracking_number: `94001${String(index).padStart(17, '0')}`,
            shipping_provider_id: usps,
          }),
      })
    }
    if (own.chance(returnShare)) {
      const lineId = order.line_items[0]?.id
      happenings.push({
        atSecs: createTime + own.integer(7, 12) * daySecs,
        happen: async () =>
          void (await admin('POST', `/orders/${order.id}/return-request`, {
            type: own.chance(0.5) ? 'REFUND' : 'RETURN_AND_REFUND',
            reason: 'ecom_order_delivered_refund_and_return_reason_no_need',
            lineIds: lineId === undefined ? [] : [lineId],
          }).catch(ignoreTooEarly)),
      })
    }
  })
  happenings.push(
    {
      atSecs: startSecs + Math.floor(days * 0.6) * daySecs,
      happen: async () =>
        void (await admin('POST', '/finance/adjustments', {
          type: 'PLATFORM_PENALTY',
          amount: fromCents(-2500, currency),
        })),
    },
    {
      atSecs: startSecs + Math.floor(days * 0.8) * daySecs,
      happen: async () =>
        void (await admin('POST', '/finance/adjustments', {
          type: 'PLATFORM_COMMISSION_ADJUSTMENT',
          amount: fromCents(317, currency),
          orderId: orderIds[0] ?? '',
        })),
    },
  )

  happenings.sort((one, other) => one.atSecs - other.atSecs)
  const endMs = startMs + days * daySecs * 1000
  for (const { atSecs, happen } of happenings) {
    if (atSecs * 1000 >= endMs) break
    sandbox.clock.moveTo(atSecs * 1000)
    await happen()
  }
  sandbox.clock.moveTo(endMs)
  const shop = await admin('GET', '')
  await sandbox.close()
  const { tiktokShop = {} } = checkSeed({ tiktokShop: { shops: [shop], settings } })
  return {
    seed: {
      tiktokShop,
      netsuite: {
        records: makeNetSuiteRecords(catalogue.skus, [{ name: shopName, currency }], { moreStock }),
      },
    },
    endMs,
    orderIds,
    netsuiteIds: generatedNetSuiteIds,
  }
}

/** The order as it is at its first moment: paid, on hold, nothing shipped. */
const asPlaced = (drawn: ReturnType<typeof makeOrder>, createTime: number) => {
  const {
    packages: _packages,
    tracking_number: _tracking,
    shipping_provider: _provider,
    shipping_provider_id: _providerId,
    rts_time: _rts,
    collection_time: _collection,
    ...order
  } = drawn
  return {
    ...order,
    status: 'ON_HOLD',
    is_on_hold_order: true,
    paid_time: createTime,
    update_time: createTime,
    line_items: drawn.line_items.map(
      ({
        package_id: _package,
        package_status: _status,
        tracking_number: _number,
        shipping_provider_id: _carrier,
        shipping_provider_name: _name,
        rts_time: _time,
        ...line
      }) => ({ ...line, display_status: 'AWAITING_SHIPMENT' }),
    ),
  }
}

/** Points of the month between 0 and 1, in order; a day with a spike has ten times the orders of another. */
const drawTimes = (
  next: () => number,
  count: number,
  days: number,
  spikeDay: number | undefined,
): number[] => {
  const weights = Array.from({ length: days }, (_, day) => (day + 1 === spikeDay ? 10 : 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return Array.from({ length: count }, () => {
    let left = next() * total
    const day = weights.findIndex(weight => {
      left -= weight
      return left < 0
    })
    return (Math.max(0, day) + next()) / days
  }).sort((one, other) => one - other)
}

/** A parcel still on its way cannot come back. */
const ignoreTooEarly = (error: unknown): JsonObject => {
  if (error instanceof Error && error.message.includes('Reason not match order status')) return {}
  throw error
}
