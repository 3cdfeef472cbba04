import type { EndpointCaller } from '../transport/call-endpoint.js'
import { createRequest, type Request } from '../transport/request.js'
import { type Aftersales, createAftersales } from './aftersales/aftersales.js'
import { type Cancellations, createCancellations } from './aftersales/cancellations.js'
import { createReturns, type Returns } from './aftersales/returns.js'
import { createFbt, type Fbt } from './fbt/fbt.js'
import { createFinance, type Finance } from './finance/finance.js'
import { createFulfillment, type Fulfillment } from './fulfillment/fulfillment.js'
import { createPackages, type Packages } from './fulfillment/packages.js'
import { createLogistics, type Logistics } from './logistics/logistics.js'
import { createExternalOrders, type ExternalOrders } from './orders/external-orders.js'
import { createOrders, type Orders } from './orders/orders.js'
import { type Catalog, createCatalog } from './products/catalog.js'
import { createInventory, type Inventory } from './products/inventory.js'
import { createProducts, type Products } from './products/products.js'
import { createUploads, type Uploads } from './products/uploads.js'
import { createShops, type Shops } from './shops/shops.js'
import { createWebhookSubscriptions, type WebhookSubscriptions } from './webhooks/webhook-subscriptions.js'

/** Everything that can be called, by what it is about. */
export interface Resources {
  readonly orders: Orders
  readonly externalOrders: ExternalOrders
  readonly cancellations: Cancellations
  readonly returns: Returns
  readonly aftersales: Aftersales
  readonly fulfillment: Fulfillment
  readonly packages: Packages
  readonly logistics: Logistics
  readonly products: Products
  readonly catalog: Catalog
  readonly inventory: Inventory
  readonly uploads: Uploads
  readonly fbt: Fbt
  readonly finance: Finance
  readonly shops: Shops
  readonly webhooks: WebhookSubscriptions
  readonly request: Request
}

export const createResources = (call: EndpointCaller): Resources => ({
  orders: createOrders(call),
  externalOrders: createExternalOrders(call),
  cancellations: createCancellations(call),
  returns: createReturns(call),
  aftersales: createAftersales(call),
  fulfillment: createFulfillment(call),
  packages: createPackages(call),
  logistics: createLogistics(call),
  products: createProducts(call),
  catalog: createCatalog(call),
  inventory: createInventory(call),
  uploads: createUploads(call),
  fbt: createFbt(call),
  finance: createFinance(call),
  shops: createShops(call),
  webhooks: createWebhookSubscriptions(call),
  request: createRequest(call),
})
