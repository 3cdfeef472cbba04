import { cancellations } from './cancellations.js'
import { fbtInboundOrders } from './fbt-inbound-orders.js'
import { fbtInventory } from './fbt-inventory.js'
import { fbtMovements } from './fbt-movements.js'
import { orders } from './orders.js'
import { packages } from './packages.js'
import { payments } from './payments.js'
import { products } from './products.js'
import type { Resource } from './resource.js'
import { returns } from './returns.js'
import { skus } from './skus.js'
import { soldSkus } from './sold-skus.js'
import { statementTransactions } from './statement-transactions.js'
import { statements } from './statements.js'
import { unsettledOrders } from './unsettled-orders.js'
import { warehouses } from './warehouses.js'
import { withdrawals } from './withdrawals.js'

/** What flows can export from TikTok Shop, by the name they write. */
export const resources: Readonly<Record<string, Resource>> = {
  orders,
  products,
  skus,
  soldSkus,
  cancellations,
  returns,
  packages,
  statements,
  statementTransactions,
  payments,
  withdrawals,
  unsettledOrders,
  fbtInventory,
  fbtMovements,
  fbtInboundOrders,
  warehouses,
}
