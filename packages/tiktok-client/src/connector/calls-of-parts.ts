import type { ConnectionUse } from '@tiktok-ns/flow-engine'
import {
  cancellationApprove,
  cancellationReject,
  cancellationsSearch,
  externalOrdersAdd,
  fbtGoodsSearch,
  fbtInboundOrders,
  fbtInventoryRecordsSearch,
  fbtInventorySearch,
  fbtWarehouses,
  inventorySearch,
  inventoryUpdate,
  orderCancel,
  orderDetail,
  orderMarkShipped,
  orderShippingInfoUpdate,
  orderSplit,
  ordersSearch,
  orderTransactions,
  packageDetail,
  packageShip,
  packageShippingInfoUpdate,
  packagesSearch,
  payments,
  priceUpdate,
  productCreate,
  productDetail,
  productImageUpload,
  productPartialEdit,
  productsActivate,
  productsDeactivate,
  productsSearch,
  rejectReasons,
  returnApprove,
  returnReject,
  returnsSearch,
  shippingProviders,
  statements,
  statementTransactions,
  unsettled,
  warehouses,
  withdrawals,
} from '../resources/versions.js'
import type { Endpoint } from '../transport/endpoint.js'

/** What is to be known of a call before it is made. */
export type CallFacts = Pick<Endpoint<unknown, unknown>, 'name' | 'version' | 'scopes' | 'retired'>

type CallsByPart = Readonly<Record<string, readonly CallFacts[]>>

/** The calls behind each part of the connector: what an app must be allowed to do, and in which versions. */
export const callsOfParts: Readonly<Record<'resources' | 'lookups' | 'imports', CallsByPart>> = {
  resources: {
    orders: [ordersSearch, orderDetail],
    products: [productsSearch, productDetail],
    skus: [productsSearch, inventorySearch],
    soldSkus: [ordersSearch, orderDetail],
    cancellations: [cancellationsSearch],
    returns: [returnsSearch],
    packages: [packagesSearch, packageDetail],
    statements: [statements],
    statementTransactions: [statements, statementTransactions],
    payments: [payments],
    withdrawals: [withdrawals],
    unsettledOrders: [unsettled],
    warehouses: [warehouses],
    fbtInventory: [fbtInventorySearch],
    fbtMovements: [fbtInventoryRecordsSearch],
    fbtInboundOrders: [fbtInventoryRecordsSearch, fbtInboundOrders],
  },
  lookups: {
    fbtGoodsById: [fbtGoodsSearch, inventorySearch],
    fbtWarehousesById: [fbtWarehouses],
    openUnits: [ordersSearch],
    ordersById: [orderDetail],
    packagesById: [packageDetail],
    rejectReasons: [rejectReasons],
    shippingProviders: [shippingProviders],
    skusBySellerSku: [productsSearch],
    stockBySellerSku: [productsSearch, inventorySearch],
    transactionsByOrder: [orderTransactions],
    warehousesById: [warehouses],
  },
  imports: {
    inventory: [inventorySearch, inventoryUpdate],
    price: [inventorySearch, priceUpdate],
    shipment: [
      orderDetail,
      packageDetail,
      packageShip,
      packageShippingInfoUpdate,
      orderMarkShipped,
      orderShippingInfoUpdate,
      orderSplit,
    ],
    externalOrder: [externalOrdersAdd],
    cancellation: [cancellationsSearch, cancellationApprove, cancellationReject, orderCancel],
    return: [returnsSearch, returnApprove, returnReject],
    product: [productsSearch, productCreate, productPartialEdit, productsActivate, productsDeactivate],
    image: [productImageUpload],
  },
}

/** The calls that flows make of this connection, each once. */
export const callsOf = (uses: ConnectionUse): readonly CallFacts[] => [
  ...new Set(
    (['resources', 'lookups', 'imports'] as const).flatMap(part =>
      uses[part].flatMap(name => callsOfParts[part][name] ?? []),
    ),
  ),
]
