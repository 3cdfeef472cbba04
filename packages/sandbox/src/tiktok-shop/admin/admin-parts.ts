import type { Context } from 'hono'
import type { SandboxCore } from '../../sandbox-system.js'
import type { Order } from '../orders/order.js'
import type { Shop } from '../shop.js'
import type { TikTokShopState } from '../tiktok-shop-state.js'
import type { WebhookSender } from '../webhooks/webhook-sender.js'
import type { World } from '../world.js'

/** What the admin routes steer. */
export interface TikTokShopAdminParts {
  readonly core: SandboxCore
  readonly readState: () => TikTokShopState
  readonly worldOf: (shop: Shop) => World
  readonly sender: WebhookSender
}

/** The shop that a route's path names. */
export const worldFor = ({ readState, worldOf }: TikTokShopAdminParts, context: Context): World => {
  const { shops } = readState()
  const id = context.req.param('shop') ?? ''
  const shop = shops.get(id)
  if (!shop) throw new Error(`There is no shop "${id}"; there are ${[...shops.keys()].join(', ')}.`)
  return worldOf(shop)
}

/** The order that a route's path names. */
export const orderFor = ({ shop }: World, context: Context): Order => {
  const found = shop.orders.get(context.req.param('id') ?? '')
  if (!found) throw new Error(`There is no order "${context.req.param('id')}".`)
  return found
}
