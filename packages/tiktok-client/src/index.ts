export {
  ApiError,
  type ApiErrorDetail,
  type Clock,
  createRequestGate,
  type FailureKind,
  type GateState,
  isApiError,
  type LogFields,
  type Logger,
  type Priority,
  type RequestGate,
  type RequestGateOptions,
  type RetryPolicy,
  type Telemetry,
  type TokenFileOptions,
  type Transport,
} from '@tiktok-ns/client-kit'
export {
  type ConsentOptions,
  type ConsentRedirect,
  consentUrl,
  readConsentRedirect,
} from './auth/consent.js'
export { createFileTokenStore } from './auth/file-token-store.js'
export { createMemoryTokenStore, type TokenStore } from './auth/token-store.js'
export type { Tokens } from './auth/tokens.js'
export type { ShopChoice, TikTokShopClientOptions } from './client-options.js'
export type { CatalogPaths } from './generated/catalog-paths.js'
export type { RetiredEndpoint } from './generated/endpoints/known-endpoints.js'
export type { WebhookContent, WebhookData } from './generated/webhook-topics.js'
export type { ProbeFinding, ProbeOptions } from './probe.js'
export type {
  Aftersales,
  AftersalesDecision,
  AftersalesRequest,
  AftersalesSearch,
  DecisionEligibility,
  DecisionEligibilityQuery,
  Initiator,
  RefundAmount,
  RefundToCalculate,
  RefundWithBundlesToCalculate,
  RejectReason,
  Rma,
  RmaSearch,
  SkuEligibility,
  SkuEligibilityWithBundles,
} from './resources/aftersales/aftersales.js'
export type {
  Cancellation,
  CancellationFilter,
  CancellationRejection,
  Cancellations,
  CancellationToCreate,
  CancellationWithBundles,
  CancellationWithBundlesToCreate,
  CreatedCancellation,
} from './resources/aftersales/cancellations.js'
export type {
  CreatedReturn,
  Locale,
  ReturnApproval,
  ReturnFilter,
  ReturnOrder,
  ReturnOrderWithBundles,
  ReturnRecord,
  ReturnRejection,
  Returns,
  ReturnToCreate,
  ReturnWithBundlesToCreate,
} from './resources/aftersales/returns.js'
export type {
  Fbt,
  FbtGoods,
  FbtGoodsFilter,
  FbtInboundOrder,
  FbtInventory,
  FbtInventoryFilter,
  FbtInventoryRecord,
  FbtInventoryRecordFilter,
  FbtWarehouse,
} from './resources/fbt/fbt.js'
export type {
  Finance,
  OrderTransactions,
  Payment,
  PaymentFilter,
  Statement,
  StatementFilter,
  StatementTransaction,
  StatementTransactionsAnswer,
  TaxInformation,
  UnsettledFilter,
  UnsettledTransaction,
  Withdrawal,
  WithdrawalFilter,
} from './resources/finance/finance.js'
export type {
  Fulfillment,
  OrderSplit,
  Shipment,
  ShippedPackage,
  ShippingInfo,
  ShippingServices,
  ShippingServicesQuery,
  SplitAttributes,
  SplitPackage,
  TrackingEvent,
} from './resources/fulfillment/fulfillment.js'
export type {
  CombinablePackage,
  CombinedPackage,
  CombineResult,
  CreatedPackage,
  CreatedPackageFromOrders,
  HandoverSlots,
  Package,
  PackageCombination,
  PackageDelivery,
  PackageFilter,
  PackageFromOrdersToCreate,
  PackageHandover,
  PackageHandoverInBatch,
  PackageListOptions,
  PackageShippingInfo,
  PackageSummary,
  Packages,
  PackageToCreate,
  ShippingDocument,
  ShippingDocumentQuery,
  UncombinedPackage,
} from './resources/fulfillment/packages.js'
export type {
  ChangeListOptions,
  ListOptions,
  OrderedListOptions,
} from './resources/list-options.js'
export type {
  DeliveryOption,
  GlobalWarehouse,
  Logistics,
  LogisticsDetail,
  ShippingProvider,
  ShippingProvidersQuery,
  Warehouse,
} from './resources/logistics/logistics.js'
export type {
  ExternalOrder,
  ExternalOrderReference,
  ExternalOrders,
  ReferencedOrder,
} from './resources/orders/external-orders.js'
export type {
  Order,
  OrderFilter,
  OrderLineItem,
  OrderPayment,
  OrderPriceDetail,
  OrderSearchAnswer,
  Orders,
} from './resources/orders/orders.js'
export type {
  Brand,
  BrandFilter,
  Catalog,
  CategoriesQuery,
  Category,
  CategoryAttribute,
  CategoryAttributesQuery,
  CategoryRules,
  CategoryRulesQuery,
} from './resources/products/catalog.js'
export type {
  Inventory,
  ProductInventory,
  SkuInventory,
  SkuStock,
} from './resources/products/inventory.js'
export type {
  ChangedProduct,
  CreatedProduct,
  EditedProduct,
  Platforms,
  Product,
  ProductChanges,
  ProductFilter,
  ProductQuery,
  ProductSummary,
  Products,
  ProductToCreate,
  ProductToEdit,
  SkuPrice,
} from './resources/products/products.js'
export type {
  UploadedFile,
  UploadedImage,
  Uploads,
} from './resources/products/uploads.js'
export type { Resources } from './resources/resources.js'
export type {
  ActiveShop,
  AuthorizedShop,
  SellerStatus,
  Shops,
} from './resources/shops/shops.js'
export type {
  WebhookSubscription,
  WebhookSubscriptions,
} from './resources/webhooks/webhook-subscriptions.js'
export {
  createTikTokShopClient,
  type TikTokShopClient,
} from './tiktok-shop-client.js'
export type { CallOptions, EndpointInput } from './transport/call-endpoint.js'
export type {
  BatchResult,
  ElementFailure,
} from './transport/element-failures.js'
export type {
  Form,
  FormFile,
} from './transport/form.js'
export type {
  Listing,
  Page,
} from './transport/listing.js'
export type {
  KnownEndpoint,
  PathOf,
  Request,
  RequestAnswer,
  RequestArguments,
  RequestInput,
  RequestMethod,
  RequestOptions,
} from './transport/request.js'
export {
  type KnownNotification,
  type Notification,
  type NotificationEnvelope,
  parseWebhook,
  type UnknownNotification,
  type WebhookRequest,
} from './webhooks/parse-webhook.js'
export { verifyWebhook, type WebhookToVerify } from './webhooks/verify-webhook.js'
