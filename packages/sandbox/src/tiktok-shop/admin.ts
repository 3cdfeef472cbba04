import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { fromCents, toCents } from '../cents.js'
import type { SandboxCore } from '../sandbox-system.js'
import { requestCancel, withdrawCancellation } from './aftersales/cancellations.js'
import { arbitrate, moveReturn } from './aftersales/move-return.js'
import { requestReturn } from './aftersales/returns.js'
import { authCodeLifeSecs } from './authorization/authorization.js'
import { closeStatement } from './finance/close-statement.js'
import { finance } from './finance/finance-records.js'
import { addPending } from './finance/settle-order.js'
import { changeOrder, notifyStatus } from './orders/change-order.js'
import { moveOrderOn, payOrder } from './orders/move-order.js'
import { order } from './orders/order.js'
import { scheduleOrder } from './orders/order-due.js'
import { placeOrder } from './orders/place-order.js'
import { product } from './products/product.js'
import { type Shop, toShopSeed } from './shop.js'
import type { TikTokShopState } from './tiktok-shop-state.js'
import type { WebhookSender } from './webhooks/webhook-sender.js'
import type { World } from './world.js'

export interface TikTokShopAdminParts {
  readonly core: SandboxCore
  readonly readState: () => TikTokShopState
  readonly worldOf: (shop: Shop) => World
  readonly sender: WebhookSender
}

const lineIds = z.array(z.string()).default([])

/** Routes under `/_sandbox/tiktok-shop/`: what a seller, a buyer or TikTok itself would do by other means than the API. */
export const createTikTokShopAdmin = ({ core, readState, worldOf, sender }: TikTokShopAdminParts): Hono => {
  const admin = new Hono()

  const worldFor = (context: Context): World => {
    const id = context.req.param('shop') ?? ''
    const shop = readState().shops.get(id)
    if (!shop)
      throw new Error(`There is no shop "${id}"; there are ${[...readState().shops.keys()].join(', ')}.`)
    return worldOf(shop)
  }
  const orderFor = (context: Context, { shop }: World) => {
    const found = shop.orders.get(context.req.param('id') ?? '')
    if (!found) throw new Error(`There is no order "${context.req.param('id')}".`)
    return found
  }
  const authorizationFor = (context: Context) => {
    const openId = context.req.param('openId')
    const found = readState().authorizations.find(candidate => candidate.open_id === openId)
    if (!found) throw new Error(`No authorization has the open id "${openId}".`)
    return found
  }

  admin.get('/shops', context =>
    context.json({
      shops: [...readState().shops.values()].map(({ id, name, region, cipher, active, orders }) => ({
        id,
        name,
        region,
        cipher,
        active,
        orderCount: orders.size,
      })),
    }),
  )
  // Everything of a shop, in the shape of a seed.
  admin.get('/shops/:shop', context => context.json(toShopSeed(worldFor(context).shop)))
  admin.put('/shops/:shop/active', async context => {
    worldFor(context).shop.active = z
      .strictObject({ active: z.boolean() })
      .parse(await context.req.json()).active
    return context.body(null, 204)
  })

  admin.get('/shops/:shop/orders/:id', context => context.json(orderFor(context, worldFor(context))))
  // Orders as they come, whole; `update_time` is taken as given, and a changed status is told to listeners.
  admin.put('/shops/:shop/orders', async context => {
    const { orders } = z.strictObject({ orders: z.array(order) }).parse(await context.req.json())
    const world = worldFor(context)
    for (const row of orders) {
      const before = world.shop.orders.get(row.id)
      world.shop.orders.put(row)
      if (before?.status !== row.status) notifyStatus(world, row)
      scheduleOrder(world, row)
    }
    return context.json({ count: orders.length })
  })
  // A buyer orders: stock is taken at once, also while the order is unpaid or held.
  admin.post('/shops/:shop/orders', async context =>
    context.json(placeOrder(worldFor(context), order.parse(await context.req.json())), 201),
  )
  admin.post('/shops/:shop/orders/:id/pay', context => {
    const world = worldFor(context)
    return context.json(payOrder(world, orderFor(context, world)))
  })
  // The next thing that time would bring: end of the hold, the carrier's scan, delivery, the end of the after-sales period.
  admin.post('/shops/:shop/orders/:id/advance', context => {
    const world = worldFor(context)
    return context.json(moveOrderOn(world, orderFor(context, world)))
  })
  admin.put('/shops/:shop/orders/:id/recipient-address', async context => {
    const world = worldFor(context)
    const address = z.record(z.string(), z.json()).parse(await context.req.json())
    const changed = changeOrder(world, orderFor(context, world), {
      recipient_address: address,
      has_updated_recipient_address: true,
    })
    world.notify(3, { order_id: changed.id, update_time: changed.update_time })
    return context.json(changed)
  })

  admin.post('/shops/:shop/orders/:id/cancel-request', async context => {
    const asked = z.strictObject({ reason: z.string(), lineIds }).parse(await context.req.json())
    const world = worldFor(context)
    return context.json(requestCancel(world, orderFor(context, world), asked.lineIds, asked.reason), 201)
  })
  admin.post('/shops/:shop/cancellations/:id/withdraw', context => {
    const world = worldFor(context)
    const request = world.shop.cancellations.get(context.req.param('id'))
    if (!request) throw new Error(`There is no cancellation "${context.req.param('id')}".`)
    withdrawCancellation(world, request)
    return context.body(null, 204)
  })
  admin.post('/shops/:shop/orders/:id/return-request', async context => {
    const asked = z
      .strictObject({
        type: z.enum(['REFUND', 'RETURN_AND_REFUND', 'REPLACEMENT']),
        reason: z.string(),
        lineIds,
      })
      .parse(await context.req.json())
    const world = worldFor(context)
    return context.json(requestReturn(world, orderFor(context, world), asked.lineIds, asked), 201)
  })
  // The buyer ships, withdraws or answers an offer, or the platform decides: whatever brings the return into this status.
  admin.post('/shops/:shop/returns/:id/status', async context => {
    const asked = z
      .strictObject({
        status: z.string(),
        by: z.enum(['BUYER', 'SELLER', 'OPERATOR', 'SYSTEM']).default('BUYER'),
      })
      .parse(await context.req.json())
    const world = worldFor(context)
    const row = world.shop.returns.get(context.req.param('id'))
    if (!row) throw new Error(`There is no return "${context.req.param('id')}".`)
    return context.json(moveReturn(world, row, asked.status, asked.by))
  })

  // TikTok takes a rejected request over, and decides for one side or the other.
  admin.post('/shops/:shop/returns/:id/arbitration', async context => {
    const { status } = z
      .strictObject({ status: z.enum(['IN_PROGRESS', 'SUPPORT_BUYER', 'SUPPORT_SELLER', 'CLOSED']) })
      .parse(await context.req.json())
    const world = worldFor(context)
    const row = world.shop.returns.get(context.req.param('id'))
    if (!row) throw new Error(`There is no return "${context.req.param('id')}".`)
    return context.json(arbitrate(world, row, status))
  })

  admin.put('/shops/:shop/products', async context => {
    const { products } = z.strictObject({ products: z.array(product) }).parse(await context.req.json())
    const { shop } = worldFor(context)
    for (const row of products) {
      shop.products.put(row)
      for (const sku of row.skus) shop.productIdOfSku.set(sku.id, row.id)
    }
    return context.json({ count: products.length })
  })

  // Money outside orders: penalties, reimbursements, later corrections. It comes on the next statement.
  admin.post('/shops/:shop/finance/adjustments', async context => {
    const asked = z
      .strictObject({ type: z.string(), amount: z.string(), orderId: z.string().default('') })
      .parse(await context.req.json())
    const world = worldFor(context)
    const amount = fromCents(toCents(asked.amount))
    const id = world.newId('4045')
    addPending(world, {
      row: {
        id,
        type: asked.type,
        adjustment_id: id,
        adjustment_order_id: asked.orderId,
        adjustment_amount: amount,
        settlement_amount: amount,
        revenue_amount: '0.00',
        shipping_cost_amount: '0.00',
        fee_tax_amount: '0.00',
        reserve_amount: '0.00',
      },
      skus: [],
    })
    return context.json({ id }, 201)
  })
  admin.post('/shops/:shop/finance/close-statement', context => {
    const closed = closeStatement(worldFor(context))
    return context.json({ statementId: closed?.head.id ?? null })
  })
  // Identities that the answers break on purpose from now on.
  admin.put('/shops/:shop/finance/broken', async context => {
    const { broken } = z.strictObject({ broken: finance.shape.broken }).parse(await context.req.json())
    const kept = worldFor(context).shop.finance.broken
    kept.clear()
    for (const identity of broken) kept.add(identity)
    return context.json({ broken })
  })
  admin.post('/shops/:shop/finance/withdrawals', async context => {
    const asked = z
      .strictObject({
        type: z.enum(['WITHDRAW', 'SETTLE', 'TRANSFER', 'REVERSE']),
        amount: z.string(),
        status: z.enum(['PROCESSING', 'SUCCESS', 'FAILED']).default('SUCCESS'),
      })
      .parse(await context.req.json())
    const world = worldFor(context)
    const id = world.newId('3700')
    const amount = fromCents(toCents(asked.amount))
    world.shop.finance.withdrawals.set(id, {
      ...asked,
      id,
      amount,
      currency: world.shop.currency,
      create_time: world.nowSecs,
    })
    return context.json({ id }, 201)
  })

  admin.get('/webhooks', context => context.json({ deliveries: sender.list() }))
  // A notification now, through the usual ways.
  admin.post('/shops/:shop/webhooks', async context => {
    const asked = z
      .strictObject({ type: z.number().int(), data: z.record(z.string(), z.json()) })
      .parse(await context.req.json())
    worldFor(context).notify(asked.type, asked.data)
    core.clock.runDue()
    return context.body(null, 202)
  })
  // Any bytes to any address, signed as this app: for what a receiver should survive.
  admin.post('/webhooks/raw', async context => {
    const asked = z
      .strictObject({ appKey: z.string(), address: z.url(), body: z.string() })
      .parse(await context.req.json())
    sender.sendRaw(asked.appKey, asked.address, asked.body)
    core.clock.runDue()
    return context.body(null, 202)
  })

  admin.post('/authorizations/:openId/revoke', context => {
    const authorization = authorizationFor(context)
    for (const id of authorization.shop_ids) {
      const shop = readState().shops.get(id)
      if (shop) worldOf(shop).notify(6, { message: 'The seller has deauthorized the app.' })
    }
    authorization.revoked = true
    return context.body(null, 204)
  })
  admin.put('/authorizations/:openId/seller-active', async context => {
    const { active } = z.strictObject({ active: z.boolean() }).parse(await context.req.json())
    authorizationFor(context).sellerActive = active
    return context.body(null, 204)
  })
  // The seller agrees once more: a fresh code, as the redirect would bring it.
  admin.post('/authorizations/:openId/auth-code', async context => {
    const { code } = z.strictObject({ code: z.string().min(1) }).parse(await context.req.json())
    const expireAt = core.clock.nowSecs() + authCodeLifeSecs
    authorizationFor(context).authCodes.push({ code, expireAt })
    return context.json({ code, expireAt })
  })

  return admin
}
