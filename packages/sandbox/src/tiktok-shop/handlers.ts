import {
  approveCancellation,
  cancelOrder,
  rejectCancellation,
  searchCancellations,
} from './aftersales/cancellations.js'
import { readDecisionEligibility } from './aftersales/decision-eligibility.js'
import { reviewRequests } from './aftersales/requests/review-requests.js'
import { searchRequests, searchRmas } from './aftersales/requests/search-requests.js'
import {
  approveReturn,
  calculateRefund,
  createReturn,
  readEligibility,
  readRejectReasons,
  readReturnRecords,
  rejectReturn,
  searchReturns,
} from './aftersales/returns.js'
import {
  readActiveShops,
  readAuthorizedShops,
  readPermissions,
  readSellerStatus,
} from './authorization/shops.js'
import { readAttributes, readBrands, readCategories, readCategoryRules } from './catalogue/read-catalogue.js'
import { readFbtWarehouses, searchFbtInventory } from './fbt/fbt.js'
import { searchGoods } from './fbt/goods.js'
import { readInboundOrders } from './fbt/inbound.js'
import { searchInventoryRecords } from './fbt/move-goods.js'
import {
  readOrderTransactions,
  readPayments,
  readPayments202309,
  readStatements,
  readStatementTransactions,
  readWithdrawals,
} from './finance/read-finance.js'
import {
  readOrderTransactions202309,
  readStatementTransactions202309,
} from './finance/read-finance-202309.js'
import { readUnsettled } from './finance/read-unsettled.js'
import { readTaxInformation } from './finance/tax-information.js'
import { createLabelPackage, deliverPackages, queryShippingServices } from './fulfillment/buy-label.js'
import {
  readHandoverSlots,
  readLogisticsTracking,
  readPackage,
  readShippingDocument,
  readTracking,
  searchPackages,
} from './fulfillment/read-packages.js'
import {
  combinePackages,
  readSplitAttributes,
  searchCombinable,
  splitOrder,
  uncombinePackage,
} from './fulfillment/regroup.js'
import {
  batchShip,
  markShipped,
  shipPackage,
  updateOrderShippingInfo,
  updatePackageShippingInfo,
} from './fulfillment/ship.js'
import { searchInventory, updateInventory } from './inventory/inventory.js'
import {
  readDeliveryOptions,
  readGlobalWarehouses,
  readShippingProviders,
  readWarehouses,
} from './logistics/logistics.js'
import { addExternalOrders, readExternalOrders, searchExternalOrders } from './orders/external-orders.js'
import { readOrders } from './orders/order-detail.js'
import { readPriceDetail } from './orders/price-detail.js'
import { searchOrders } from './orders/search-orders.js'
import { createProduct, editProduct, partialEditProduct } from './products/edit-products.js'
import {
  activateProducts,
  deactivateProducts,
  deleteProducts,
  readProduct,
  recoverProducts,
  searchProducts,
  updatePrices,
  uploadImage,
} from './products/products.js'
import type { SellerHandler, ShopHandler } from './shop-call.js'
import { deleteSubscription, readSubscriptions, updateSubscription } from './webhooks/subscriptions.js'

/** Endpoints of a seller, without a shop. */
export const sellerHandlers: Readonly<Record<string, SellerHandler>> = {
  'authorized-shops': readAuthorizedShops,
  'active-shops': readActiveShops,
  'seller-permissions': readPermissions,
  'seller-status': readSellerStatus,
  'global-warehouses': readGlobalWarehouses,
  'product-image-upload': uploadImage,
}

/** Endpoints of one shop. */
export const shopHandlers: Readonly<Record<string, ShopHandler>> = {
  'orders-search': searchOrders,
  'order-detail-202309': readOrders,
  'order-detail-202507': readOrders,
  'order-price-detail': readPriceDetail,
  'external-orders-add': addExternalOrders,
  'external-orders-get': readExternalOrders,
  'external-orders-search': searchExternalOrders,

  'order-mark-shipped': markShipped,
  'package-ship': shipPackage,
  'packages-batch-ship': batchShip,
  'order-shipping-info-update': updateOrderShippingInfo,
  'package-shipping-info-update': updatePackageShippingInfo,
  'package-detail': readPackage,
  'packages-search': searchPackages,
  'package-shipping-document': readShippingDocument,
  'package-handover-slots': readHandoverSlots,
  'eligible-shipping-services': queryShippingServices,
  'packages-create-202309': createLabelPackage,
  'packages-create-202512': createLabelPackage,
  'packages-deliver': deliverPackages,
  'order-tracking': readTracking,
  'order-tracking-202604': readLogisticsTracking,
  'order-split-attributes': readSplitAttributes,
  'order-split': splitOrder,
  'combinable-packages': searchCombinable,
  'packages-combine': combinePackages,
  'package-uncombine': uncombinePackage,

  warehouses: readWarehouses,
  'warehouse-delivery-options': readDeliveryOptions,
  'shipping-providers': readShippingProviders,

  'order-cancel-202309': cancelOrder,
  'order-cancel-202602': cancelOrder,
  'cancellations-search-202309': searchCancellations,
  'cancellations-search-202602': searchCancellations,
  'cancellation-approve': approveCancellation,
  'cancellation-reject': rejectCancellation,
  'return-create-202309': createReturn,
  'return-create-202602': createReturn,
  'returns-search-202309': searchReturns,
  'returns-search-202602': searchReturns,
  'return-approve': approveReturn,
  'return-reject': rejectReturn,
  'return-records': readReturnRecords,
  'reject-reasons': readRejectReasons,
  'refund-calculate-202309': calculateRefund,
  'refund-calculate-202602': calculateRefund,
  'aftersales-decision-eligibility': readDecisionEligibility,
  'aftersale-eligibility-202309': readEligibility,
  'aftersale-eligibility-202602': readEligibility,
  'aftersales-search-202603': searchRequests,
  'aftersales-review-202603': reviewRequests,
  'rma-search-202604': searchRmas,

  'products-search': searchProducts,
  'products-search-202309': searchProducts,
  'product-detail': readProduct,
  'product-create': createProduct,
  'product-edit-202309': editProduct,
  'product-edit-202509': editProduct,
  'product-partial-edit-202309': partialEditProduct,
  'product-partial-edit-202509': partialEditProduct,
  'price-update': updatePrices,
  'products-activate': activateProducts,
  'products-deactivate': deactivateProducts,
  'products-delete': deleteProducts,
  'products-recover': recoverProducts,
  'inventory-search': searchInventory,
  'inventory-update': updateInventory,
  'fbt-warehouses': readFbtWarehouses,
  'fbt-inventory-search': searchFbtInventory,
  'fbt-goods-search': searchGoods,
  'fbt-inventory-records-search': searchInventoryRecords,
  'fbt-inbound-orders': readInboundOrders,

  'product-categories': readCategories,
  'category-attributes': readAttributes,
  'category-rules': readCategoryRules,
  'product-brands': readBrands,

  'finance-statements': readStatements,
  'finance-statement-transactions-202309': readStatementTransactions202309,
  'finance-statement-transactions-202501': readStatementTransactions,
  'finance-order-transactions-202309': readOrderTransactions202309,
  'finance-order-transactions-202501': readOrderTransactions,
  'finance-payments-202309': readPayments202309,
  'finance-payments-202605': readPayments,
  'finance-withdrawals': readWithdrawals,
  'finance-unsettled-202507': readUnsettled,
  'finance-tax-information': readTaxInformation,

  'shop-webhooks-list': readSubscriptions,
  'shop-webhooks-update': updateSubscription,
  'shop-webhooks-delete': deleteSubscription,
}
