import type { Hooks } from '@tiktok-ns/flow-engine'
import { toFulfillmentsHook } from './to-fulfillments.js'
import { toPackagesHook } from './to-packages.js'

/** The hooks that the flows under `fulfillment/` name. */
export const fulfillmentHooks: Hooks = {
  'fulfillment.toFulfillments': toFulfillmentsHook,
  'fulfillment.toPackages': toPackagesHook,
}
