import type { SkuRow } from '@tiktok-ns/flows'
import { compareProjectSkus, type SkuSides } from '../project/compare-project-skus.js'
import type { CheckContext, DoctorCheck } from './doctor-check.js'

/** Below this share it is hardly a new product or two: another account, or SKUs that are called otherwise. */
const leastPercent = 80

/** NetSuite has items for the shop's SKUs. Flows without a map of SKUs sell none. */
export const skuOverlap: DoctorCheck = {
  subject: 'SKUs',
  asks: ['shop', 'erp'],
  check: async ({ settings, shop, erp }, context) => {
    if (!('skuMap' in settings) || shop === undefined || erp === undefined) return []
    const rows = await compareOnce({ shop, erp }, context)
    const skus = rows.filter(({ skuId }) => skuId !== '')
    if (skus.length === 0) return [{ ok: true, message: 'the shop has no SKUs yet' }]
    const have = skus.filter(({ itemId, finding }) => itemId !== '' && finding !== 'inactive item').length
    const percent = Math.floor((have * 100) / skus.length)
    const message = `NetSuite has active items for ${have} of the shop's ${skus.length} SKUs (${percent} %)`
    if (have === skus.length) return [{ ok: true, message }]
    const next =
      'See which with tiktok-ns sku report; create the items, or name them in skuMap. Their orders are parked until then.'
    return [{ ok: percent >= leastPercent, message, next }]
  },
}

/** What was compared in one look at a project, by the two sides. */
const compared = new WeakMap<CheckContext, Map<string, Promise<readonly SkuRow[]>>>()

/** Flows between the same two systems share the answer: both catalogues are read once for all of them. */
const compareOnce = (sides: SkuSides, context: CheckContext): Promise<readonly SkuRow[]> => {
  const known = compared.get(context) ?? new Map<string, Promise<readonly SkuRow[]>>()
  compared.set(context, known)
  const name = JSON.stringify([sides.shop, sides.erp])
  const rows =
    known.get(name) ?? compareProjectSkus(context.project, sides, context.connections, context.signal)
  known.set(name, rows)
  return rows
}
