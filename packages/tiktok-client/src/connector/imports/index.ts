import { cancellation } from './cancellation.js'
import { externalOrder } from './external-order.js'
import { imageFrom } from './image.js'
import type { ImportTarget } from './import-target.js'
import { inventory } from './inventory.js'
import { price } from './price.js'
import { product } from './product.js'
import { returnTarget } from './return.js'
import { shipment } from './shipment.js'

/** What flows can write to TikTok Shop, by the name they write; images are read by `fetchImage`. */
export const importsWith = (fetchImage: typeof globalThis.fetch): Readonly<Record<string, ImportTarget>> => ({
  inventory,
  price,
  shipment,
  externalOrder,
  cancellation,
  return: returnTarget,
  product,
  image: imageFrom(fetchImage),
})
