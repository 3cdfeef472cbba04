import { compareProjectSkus } from '../project/compare-project-skus.js'
import type { DoctorCheck } from './doctor-check.js'

/** Below this share it is hardly a new product or two: another account, or SKUs that are called otherwise. */
const leastPercent = 80

/** NetSuite has items for the shop's SKUs. Flows without a map of SKUs sell none. */
export const skuOverlap: DoctorCheck = {
  subject: 'SKUs',
  asks: ['shop', 'erp'],
  check: async ({ settings, shop, erp }, { project, connections, signal }) => {
    if (!('skuMap' in settings) || shop === undefined || erp === undefined) return []
    const rows = await compareProjectSkus(project, { shop, erp }, connections, signal)
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
