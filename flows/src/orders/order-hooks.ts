import type { Hooks } from '@tiktok-ns/flow-engine'
import { toUnitsHook } from './sold-units.js'
import { toBillHook } from './to-bill.js'
import { toClosingHook } from './to-closing.js'
import { toCreditsHook } from './to-credits.js'
import { toLinesHook } from './to-lines.js'
import { toReturnHook } from './to-return.js'

/** What the order flows call by name. */
export const orderHooks: Hooks = {
  'orders.toBill': toBillHook,
  'orders.toClosing': toClosingHook,
  'orders.toCredits': toCreditsHook,
  'orders.toLines': toLinesHook,
  'orders.toReturn': toReturnHook,
  'orders.toUnits': toUnitsHook,
}
