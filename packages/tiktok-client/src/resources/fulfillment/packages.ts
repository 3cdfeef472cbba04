import { writeInBatches } from '../../transport/batches.js'
import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import { type BatchResult, readElementFailures } from '../../transport/element-failures.js'
import { createListing, type Listing } from '../../transport/listing.js'
import type { AnswerOf, BodyOf, ItemOf, QueryOf } from '../answer-types.js'
import { type ListOptions, type OrderedListOptions, orderedPage } from '../list-options.js'
import {
  combinablePackages,
  packageDetail,
  packageHandoverSlots,
  packageShip,
  packageShippingDocument,
  packageShippingInfoUpdate,
  packagesBatchShip,
  packagesCombine,
  packagesCreate,
  packagesCreateFromOrders,
  packagesDeliver,
  packagesSearch,
  packageUncombine,
} from '../versions.js'

export type Package = AnswerOf<typeof packageDetail>
export type PackageSummary = ItemOf<AnswerOf<typeof packagesSearch>['packages']>
/** Times are Unix seconds: `_ge` inclusive, `_lt` exclusive. */
export type PackageFilter = BodyOf<typeof packagesSearch>
/** How the package leaves: handed over to TikTok's carrier, or with the seller's own. */
export type PackageHandover = BodyOf<typeof packageShip>
export type PackageHandoverInBatch = ItemOf<BodyOf<typeof packagesBatchShip>['packages']>
export type PackageShippingInfo = BodyOf<typeof packageShippingInfoUpdate>
export type PackageToCreate = BodyOf<typeof packagesCreate>
export type CreatedPackage = AnswerOf<typeof packagesCreate>
export type PackageFromOrdersToCreate = BodyOf<typeof packagesCreateFromOrders>
export type CreatedPackageFromOrders = AnswerOf<typeof packagesCreateFromOrders>
export type ShippingDocumentQuery = QueryOf<typeof packageShippingDocument>
/** `doc_url` works for 24 hours. */
export type ShippingDocument = AnswerOf<typeof packageShippingDocument>
/** `pickup_slots[].avaliable` is spelt so by TikTok. */
export type HandoverSlots = AnswerOf<typeof packageHandoverSlots>
export type PackageDelivery = ItemOf<BodyOf<typeof packagesDeliver>['packages']>
export type CombinablePackage = ItemOf<AnswerOf<typeof combinablePackages>['combinable_packages']>
export type PackageCombination = ItemOf<BodyOf<typeof packagesCombine>['combinable_packages']>
export type CombinedPackage = ItemOf<AnswerOf<typeof packagesCombine>['packages']>
export type UncombinedPackage = ItemOf<AnswerOf<typeof packageUncombine>['packages']>

export interface PackageListOptions extends OrderedListOptions {
  /** Default `update_time`. */
  readonly sortField?: 'create_time' | 'update_time' | 'order_pay_time' | undefined
}

export interface CombineResult extends BatchResult {
  readonly packages: readonly CombinedPackage[]
}

export interface Packages {
  /**
   * Packages, oldest change first unless told otherwise; up to 50 on a page.
   *
   * @see "Search Package", TikTok Shop Partner Center
   */
  search(
    filter?: PackageFilter,
    options?: PackageListOptions,
  ): Listing<PackageSummary, AnswerOf<typeof packagesSearch>>
  /** @see "Get Package Detail", TikTok Shop Partner Center */
  get(packageId: string, options?: CallOptions): Promise<Package>
  /**
   * Ships a package that exists already (everywhere but US and JP, where `create` or `fulfillment.markShipped` does it).
   *
   * Doing it twice is an error of kind `duplicate`: after an answer that was lost, read the package first.
   *
   * @see "Ship Package", TikTok Shop Partner Center
   */
  ship(packageId: string, handover: PackageHandover, options?: CallOptions): Promise<void>
  /**
   * Ships several packages in one call. No maximum is published.
   *
   * @see "Batch Ship Packages", TikTok Shop Partner Center
   */
  shipMany(packages: readonly PackageHandoverInBatch[], options?: CallOptions): Promise<BatchResult>
  /** @see "Update Package Shipping Info", TikTok Shop Partner Center */
  updateShippingInfo(packageId: string, info: PackageShippingInfo, options?: CallOptions): Promise<void>
  /**
   * Buys TikTok's label for lines of an order (US, JP), and so makes a package.
   *
   * @see "Create Packages", TikTok Shop Partner Center
   */
  create(order: PackageToCreate, options?: CallOptions): Promise<CreatedPackage>
  /** As `create`, in version 202512, which can put several orders into one package. */
  createFromOrders(
    orders: PackageFromOrdersToCreate,
    options?: CallOptions,
  ): Promise<CreatedPackageFromOrders>
  /**
   * The label or packing slip. It may take a while after shipping: until then an error of kind `unavailable`, tried again by itself.
   *
   * @see "Get Package Shipping Document", TikTok Shop Partner Center
   */
  shippingDocument(
    packageId: string,
    query: ShippingDocumentQuery,
    options?: CallOptions,
  ): Promise<ShippingDocument>
  /** @see "Get Package Handover Time Slots", TikTok Shop Partner Center */
  handoverSlots(packageId: string, options?: CallOptions): Promise<HandoverSlots>
  /** @see "Update Package Delivery Status", TikTok Shop Partner Center */
  updateDelivery(packages: readonly PackageDelivery[], options?: CallOptions): Promise<BatchResult>
  /**
   * Packages that may be sent as one; up to 50 on a page.
   *
   * @see "Search Combinable Packages", TikTok Shop Partner Center
   */
  combinable(options?: ListOptions): Listing<CombinablePackage, AnswerOf<typeof combinablePackages>>
  /** @see "Combine Package", TikTok Shop Partner Center */
  combine(packages: readonly PackageCombination[], options?: CallOptions): Promise<CombineResult>
  /** @see "Uncombine Packages", TikTok Shop Partner Center */
  uncombine(
    packageId: string,
    orderIds?: readonly string[],
    options?: CallOptions,
  ): Promise<readonly UncombinedPackage[]>
}

/** Where no maximum is published, nothing is cut. */
const noMaximum = Number.MAX_SAFE_INTEGER

export const createPackages = (call: EndpointCaller): Packages => ({
  search: (filter = {}, options = {}) => {
    const page = orderedPage(options.sortField ?? 'update_time', 50, options)
    return createListing(
      token => call(packagesSearch, { query: page(token), body: filter }, options),
      ({ packages }) => packages,
    )
  },
  get: (packageId, options) => call(packageDetail, { path: { package_id: packageId } }, options),
  ship: async (packageId, handover, options) => {
    await call(packageShip, { path: { package_id: packageId }, body: handover }, options)
  },
  shipMany: (packages, options) =>
    writeInBatches(packages, {
      maxPerCall: noMaximum,
      idOf: ({ id }) => id,
      send: batch => call(packagesBatchShip, { body: { packages: batch } }, options),
    }),
  updateShippingInfo: async (packageId, info, options) => {
    await call(packageShippingInfoUpdate, { path: { package_id: packageId }, body: info }, options)
  },
  create: (order, options) => call(packagesCreate, { body: order }, options),
  createFromOrders: (orders, options) => call(packagesCreateFromOrders, { body: orders }, options),
  shippingDocument: (packageId, query, options) =>
    call(packageShippingDocument, { path: { package_id: packageId }, query }, options),
  handoverSlots: (packageId, options) =>
    call(packageHandoverSlots, { path: { package_id: packageId } }, options),
  updateDelivery: (packages, options) =>
    writeInBatches(packages, {
      maxPerCall: noMaximum,
      idOf: ({ id }) => id,
      send: batch => call(packagesDeliver, { body: { packages: batch } }, options),
    }),
  combinable: (options = {}) =>
    createListing(
      token =>
        call(
          combinablePackages,
          { query: { page_size: options.pageSize ?? 50, page_token: token } },
          options,
        ),
      answer => answer.combinable_packages,
    ),
  combine: async (packages, options) => {
    const answer = await call(packagesCombine, { body: { combinable_packages: packages } }, options)
    return { packages: answer.packages ?? [], failures: readElementFailures(answer) }
  },
  uncombine: async (packageId, orderIds, options) => {
    const input = { path: { package_id: packageId }, body: { order_ids: orderIds } }
    const { packages = [] } = await call(packageUncombine, input, options)
    return packages
  },
})
