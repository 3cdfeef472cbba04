import { readFileSync } from 'node:fs'
import type { TikTokShopClient } from '../tiktok-shop-client.js'

/** The body of an endpoint's official sample request. */
const bodyOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`__fixtures__/${name}.request.json`, import.meta.url), 'utf8'))

const png = { name: 'scarf.png', content: new Uint8Array([137, 80, 78, 71]), type: 'image/png' }

const image = { height: 100, image_id: 'i1', mime_type: 'image/png', width: 100 }
const lines = { order_line_list: [{ order_line_item_id: '11', sub_order_line_item_id: '12' }] }
const reason = 'seller_cancel_reason_out_of_stock'

/** One call for each endpoint of the reference, with every argument filled in. */
export const endpointCalls: Readonly<Record<string, (shop: TikTokShopClient) => Promise<unknown>>> = {
  'authorized-shops': shop => shop.shops.listAuthorized(),
  'active-shops': shop => shop.shops.listActive(),
  'seller-permissions': shop => shop.shops.sellerPermissions(),
  'seller-status': shop => shop.shops.sellerStatus(),
  'shop-webhooks-list': shop => shop.webhooks.list(),
  'shop-webhooks-update': shop =>
    done(shop.webhooks.set('PACKAGE_UPDATE', 'https://hooks.example.com/tiktok')),
  'shop-webhooks-delete': shop => done(shop.webhooks.delete('PACKAGE_UPDATE')),

  'orders-search': shop => shop.orders.search(bodyOf('orders-search')).all(),
  'order-detail-202507': shop => shop.orders.get(['576461413038785752', '576461413038785753']),
  'order-detail-202309': shop => shop.request('GET', '/order/202309/orders', { query: { ids: ['1', '2'] } }),
  'order-price-detail': shop => shop.orders.priceDetail('576461413038785752'),
  'external-orders-add': shop => shop.externalOrders.add(bodyOf('external-orders-add').orders),
  'external-orders-get': shop => shop.externalOrders.get('576461413038785752', 'ERP_SYSTEM'),
  'external-orders-search': shop => shop.externalOrders.find('SO-1', 'ERP_SYSTEM'),

  'package-detail': shop => shop.packages.get('1153'),
  'packages-search': shop => shop.packages.search(bodyOf('packages-search')).all(),
  'package-ship': shop => done(shop.packages.ship('1153', bodyOf('package-ship'))),
  'packages-batch-ship': shop => shop.packages.shipMany(bodyOf('packages-batch-ship').packages),
  'order-mark-shipped': shop => shop.fulfillment.markShipped('5764', bodyOf('order-mark-shipped')),
  'order-shipping-info-update': shop =>
    done(shop.fulfillment.updateShippingInfo('5764', bodyOf('order-shipping-info-update'))),
  'package-shipping-info-update': shop =>
    done(shop.packages.updateShippingInfo('1153', bodyOf('package-shipping-info-update'))),
  'package-shipping-document': shop =>
    shop.packages.shippingDocument('1153', { document_type: 'SHIPPING_LABEL', document_size: 'A6' }),
  'package-handover-slots': shop => shop.packages.handoverSlots('1153'),
  'packages-create-202309': shop => shop.packages.create(bodyOf('packages-create-202309')),
  'packages-create-202512': shop =>
    shop.packages.createFromOrders({ order_list_ids: ['5764', '5765'], shipping_service_id: '7' }),
  'packages-deliver': shop => shop.packages.updateDelivery(bodyOf('packages-deliver').packages),
  'eligible-shipping-services': shop =>
    shop.fulfillment.shippingServices('5764', bodyOf('eligible-shipping-services')),
  'order-tracking': shop => shop.fulfillment.tracking('5764'),
  'order-tracking-202604': shop => shop.logistics.tracking('5764'),
  'order-split-attributes': shop => shop.fulfillment.splitAttributes(['5764', '5765']),
  'order-split': shop => shop.fulfillment.split('5764', bodyOf('order-split')),
  'combinable-packages': shop => shop.packages.combinable().all(),
  'packages-combine': shop => shop.packages.combine(bodyOf('packages-combine').combinable_packages),
  'package-uncombine': shop => shop.packages.uncombine('1153', bodyOf('package-uncombine').order_ids),

  'shipping-providers': shop =>
    shop.logistics.shippingProviders('7091', { warehouse_region: 'DE', buyer_region: 'FR' }),
  warehouses: shop => shop.logistics.warehouses(),
  'warehouse-delivery-options': shop => shop.logistics.deliveryOptions('7000'),
  'global-warehouses': shop => shop.logistics.globalWarehouses(),

  'products-search': shop => shop.products.search(bodyOf('products-search')).all(),
  'products-search-202309': shop =>
    shop.request('POST', '/product/202309/products/search', {
      query: { page_size: 10 },
      body: { status: 'ALL' },
    }),
  'product-detail': shop => shop.products.get('1729', { return_draft_version: true }),
  'inventory-search': shop => shop.inventory.ofSkus(bodyOf('inventory-search').sku_ids),
  'inventory-update': shop => shop.inventory.update('1729', bodyOf('inventory-update').skus),
  'price-update': shop => shop.products.updatePrices('1729', bodyOf('price-update').skus),
  'product-create': shop => shop.products.create(bodyOf('product-create')),
  'product-edit-202309': shop =>
    shop.request('PUT', '/product/202309/products/{product_id}', {
      path: { product_id: '1729' },
      body: {
        title: 'Silk scarf',
        description: '<p>Soft.</p>',
        category_id: '600001',
        main_images: [{ uri: 'tos-maliva-i-o3syd03w52-us/c668' }],
        package_weight: { value: '0.12', unit: 'KILOGRAM' },
        skus: [],
      },
    }),
  'product-edit-202509': shop => shop.products.edit('1729', bodyOf('product-edit-202509')),
  'product-partial-edit-202309': shop =>
    shop.request('POST', '/product/202309/products/{product_id}/partial_edit', {
      path: { product_id: '1729' },
      body: { title: 'Silk scarf' },
    }),
  'product-partial-edit-202509': shop =>
    shop.products.partialEdit('1729', bodyOf('product-partial-edit-202509')),
  'products-activate': shop => shop.products.activate(['1729'], { listingPlatforms: ['TIKTOK_SHOP'] }),
  'products-deactivate': shop => shop.products.deactivate(['1729'], { listingPlatforms: ['TIKTOK_SHOP'] }),
  'products-delete': shop => shop.products.delete(['1729']),
  'products-recover': shop => shop.products.recover(['1729']),
  'product-image-upload': shop => shop.uploads.image(png, 'MAIN_IMAGE'),
  'product-categories': shop => shop.catalog.categories({ category_version: 'v2' }),
  'category-attributes': shop => shop.catalog.attributes('600001', { locale: 'en-US' }),
  'category-rules': shop => shop.catalog.rules('600001', { category_version: 'v2' }),
  'product-brands': shop => shop.catalog.brands({ brand_name: 'Silk' }).all(),

  'fbt-inventory-search': shop => shop.fbt.inventory(bodyOf('fbt-inventory-search')).all(),
  'fbt-warehouses': shop => shop.fbt.warehouses(),
  'fbt-goods-search': shop => shop.fbt.goods(bodyOf('fbt-goods-search')).all(),
  'fbt-inventory-records-search': shop =>
    shop.fbt.inventoryRecords(bodyOf('fbt-inventory-records-search')).all(),
  'fbt-inbound-orders': shop => shop.fbt.inboundOrders(['1', '2']),

  'order-cancel-202309': shop => shop.cancellations.create(bodyOf('order-cancel-202309')),
  'order-cancel-202602': shop =>
    shop.cancellations.createWithBundles({ order_id: '5764', cancel_reason: reason, ...lines }),
  'cancellations-search-202309': shop =>
    shop.cancellations.search(bodyOf('cancellations-search-202309')).all(),
  'cancellations-search-202602': shop => shop.cancellations.searchWithBundles({ order_ids: ['5764'] }).all(),
  'cancellation-approve': shop => done(shop.cancellations.approve('4035')),
  'cancellation-reject': shop => done(shop.cancellations.reject('4035', bodyOf('cancellation-reject'))),
  'return-create-202309': shop => shop.returns.create(bodyOf('return-create-202309')),
  'return-create-202602': shop =>
    shop.returns.createWithBundles({
      order_id: '5764',
      return_type: 'REFUND',
      return_reason: 'ecom_order_delivered_refund_reason_missing_product_us',
      ...lines,
    }),
  'returns-search-202309': shop => shop.returns.search(bodyOf('returns-search-202309')).all(),
  'returns-search-202602': shop => shop.returns.searchWithBundles({ return_ids: ['4035'] }).all(),
  'return-approve': shop => done(shop.returns.approve('4035', bodyOf('return-approve'))),
  'return-reject': shop =>
    done(shop.returns.reject('4035', { decision: 'REJECT_REFUND', reject_reason: 'r', images: [image] })),
  'return-records': shop => shop.returns.records('4035', { locale: 'en-US' }),
  'reject-reasons': shop => shop.aftersales.rejectReasons('4035', { locale: 'en-US' }),
  'refund-calculate-202309': shop => shop.aftersales.calculateRefund(bodyOf('refund-calculate-202309')),
  'refund-calculate-202602': shop =>
    shop.aftersales.calculateRefundWithBundles({ order_id: '5764', request_type: 'REFUND', ...lines }),
  'aftersale-eligibility-202309': shop => shop.aftersales.eligibility('5764', { initiator: 'BUYER' }),
  'aftersale-eligibility-202602': shop => shop.aftersales.eligibilityWithBundles('5764'),
  'aftersales-decision-eligibility': shop =>
    shop.aftersales.decisions('4035', { check_decisions: ['APPROVE_REFUND', 'REJECT_REFUND'] }),
  'aftersales-search-202603': shop =>
    shop.aftersales.search({ filters: { main_order_ids: ['5764'] }, sort: { sort_order: 'ASC' } }).all(),
  'aftersales-review-202603': shop =>
    shop.aftersales.review([
      {
        request_id: '4035',
        request_id_type: 'AFTERSALES',
        line_item_decisions: [{ action: 'APPROVE_REQUEST', line_items: [{ return_line_item_id: '1' }] }],
      },
    ]),
  'rma-search-202604': shop => shop.aftersales.searchRmas({ filters: { rma_ids: ['1'] } }).all(),

  'finance-statements': shop => shop.finance.statements({ statement_time_ge: 1_700_000_000 }).all(),
  'finance-statement-transactions-202501': shop => shop.finance.statementTransactions('7290').all(),
  'finance-order-transactions-202501': shop => shop.finance.orderTransactions('5764'),
  'finance-payments-202605': shop => shop.finance.payments({ create_time_lt: 1_700_000_000 }).all(),
  'finance-withdrawals': shop => shop.finance.withdrawals().all(),
  'finance-unsettled-202507': shop => shop.finance.unsettled({ search_time_ge: 1_700_000_000 }).all(),
  'finance-tax-information': shop => shop.finance.taxInformation(),
}

/** For calls that answer nothing. */
const done = async (call: Promise<void>): Promise<object> => {
  await call
  return {}
}
