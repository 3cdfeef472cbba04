/**
 * What to do about refusals that a shop meets in its daily work: a hint, and the codes it goes with. Kinds come from the generated
 * list.
 *
 * @see "Common errors", TikTok Shop Partner Center
 */
const hints: readonly (readonly [hint: string, ...codes: number[]])[] = [
  ['The order or package belongs to another shop.', 21008111, 10006402, 21011028, 25020005],
  ['There is no such order; it may belong to another shop.', 25007006],
  [
    'It is shipped already: read the package; an equal tracking number means that it is done.',
    11006021,
    21008099,
    21011020,
    21011040,
    21011006,
    21042056,
    21023046,
  ],
  ['The order is cancelled.', 21011041, 21011042],
  ['The buyer asks to cancel or return: decide about that request first.', 21011007, 21008044],
  ['The order or package is in a state that does not allow it; read it again.', 21011003, 21042057, 10007002],
  [
    'Check the tracking number, and take the carrier from logistics.shippingProviders of the order’s delivery option.',
    21011022,
    21004015,
    11028006,
  ],
  ['The tracking number is in use for another address.', 21011025, 21034012],
  ['The order has several packages: name the lines of this one.', 21011048],
  ['Tracking can be corrected once, within 72 hours of shipping.', 21011050, 21011051, 21011052],
  ['Nothing is shipped yet: use fulfillment.markShipped.', 21011043],
  ['TikTok ships this order; there is nothing for the seller to do.', 21008025, 21011004, 11034002],
  ['This call does not exist in the shop’s region; see which call ships what.', 21008106],
  ['The label is not ready; tried again by itself.', 11034023, 11034037, 21023022],
  ['Arrange the shipment first.', 21042104],
  ['The delivery option is not known to this shop.', 21008116],
  ['TikTok ships with this delivery option; a seller names no carrier.', 21008117],
  ['The order cannot be split; see fulfillment.splitAttributes.', 21011035],
  ['There is no such product in this shop.', 12052032, 12052260, 12019150],
  ['The product belongs to another seller.', 12052048],
  ['The product’s status does not allow it.', 12052901],
  ['There is no such SKU in this product.', 12052556, 12052036, 12052557],
  ['A SKU is named twice.', 12052553],
  [
    'Read logistics.warehouses: the warehouse is unknown, another seller’s or switched off.',
    12052097,
    12052530,
    12052531,
  ],
  ['Name every warehouse of the SKU, as inventory.ofSkus gives them.', 12052533, 12019028],
  ['The quantity is out of range.', 12052055, 12019024],
  ['A promotion has reserved stock: set no less than that, or end it.', 12052393],
  ['This stock is managed elsewhere and cannot be set here.', 12052037, 12052141, 12052850, 12052921],
  ['See the failure’s own list: it names the warehouses.', 12052990],
  ['Write the price as decimal text in the shop’s currency.', 12052012, 12052073, 12052084],
  ['A promotion has locked the price.', 12019045, 12052038],
  ['The price is out of the range for this market.', 12052570],
  ['A search ends after 10,000 products: narrow it, by time for example.', 12052180],
  ['Too many ids in one call.', 12019120, 12019015, 12019087, 12019027],
  ['Take the reason from TikTok’s list for this market and status.', 25001014, 25001020, 25001021, 25001015],
  ['It is cancelled already.', 25001011, 25001010],
  ['It is shipped or over, and can no longer be cancelled.', 25001045, 25001051],
  ['See aftersales.decisions for what is possible now.', 25020003, 25020004, 25011012, 25011011],
  ['It is decided already; read it again.', 25020009, 25020010, 25020011],
  ['TikTok is deciding about it.', 25011010],
  ['The refund is larger than what is left; see aftersales.calculateRefund.', 25005005],
  ['The shop has no wallet; see finance.payments.', 22005007],
]

export const businessHints: ReadonlyMap<number, string> = new Map(
  hints.flatMap(([hint, ...codes]) => codes.map((code): [number, string] => [code, hint])),
)
