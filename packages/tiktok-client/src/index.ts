export {
  ApiError,
  type ApiErrorDetail,
  type Clock,
  type FailureKind,
  isApiError,
  type RetryPolicy,
  type Transport,
} from '@tiktok-ns/client-kit'
export {
  createFileTokenStore,
  createMemoryTokenStore,
  type TokenStore,
  type Tokens,
} from './auth/token-store.js'
export {
  type Order,
  type OrderLineItem,
  type OrderPayment,
  order,
  orderLineItem,
  orderPayment,
} from './resources/orders/order.js'
export type { OrderFilter, OrderPage, OrderSearchOptions, Orders } from './resources/orders/orders.js'
export { type AuthorizedShop, authorizedShop, type Shops } from './resources/shops/shops.js'
export {
  createTikTokShopClient,
  type TikTokShopClient,
  type TikTokShopClientOptions,
} from './tiktok-shop-client.js'
export { verifyWebhook, type WebhookToVerify } from './webhooks/verify-webhook.js'
