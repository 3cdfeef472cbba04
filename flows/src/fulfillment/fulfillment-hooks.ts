import type { Hooks } from '@tiktok-ns/flow-engine'
import { toCancellationHook } from './to-cancellation.js'
import { toDecisionHook } from './to-decision.js'
import { toFulfillmentsHook } from './to-fulfillments.js'
import { toPackagesHook } from './to-packages.js'

/** The hooks that the flows under `fulfillment/` name. */
export const fulfillmentHooks: Hooks = {
  'fulfillment.toCancellation': toCancellationHook,
  'fulfillment.toDecision': toDecisionHook,
  'fulfillment.toFulfillments': toFulfillmentsHook,
  'fulfillment.toPackages': toPackagesHook,
}
