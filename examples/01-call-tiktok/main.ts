import { createTikTokShopClient, isApiError } from '@tiktok-ns/tiktok-client'
import { openSandbox } from '../sandbox.js'

const shop = createTikTokShopClient(openSandbox().tiktokShop)

// A list is read as it is used: the next page is asked for when the loop gets there.
for await (const order of shop.orders.search({ order_status: 'AWAITING_SHIPMENT' })) {
  const skus = order.line_items?.map(unit => unit.seller_sku).join(', ')
  console.log(order.id, order.payment?.total_amount, order.payment?.currency, skus)
}

// Every failure has a kind to act on and a hint for whoever reads it.
try {
  await shop.orders.priceDetail('1')
} catch (error) {
  if (!isApiError(error)) throw error
  console.log(`${error.kind}: ${error.message}`)
}
