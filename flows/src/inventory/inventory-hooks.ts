import type { Hooks } from '@tiktok-ns/flow-engine'
import { toPublish } from './to-publish.js'
import { toReceipts } from './to-receipts.js'

/** What the inventory flows call by name. */
export const inventoryHooks: Hooks = {
  'inventory.toPublish': toPublish,
  'inventory.toReceipts': toReceipts,
}
