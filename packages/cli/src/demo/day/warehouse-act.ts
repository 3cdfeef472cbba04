import {
  defaultTikTokShopCredentials as credentials,
  makeShop,
  type RunningSandbox,
} from '@tiktok-ns/sandbox'
import { z } from 'zod'
import { addRecord } from '../add-record.js'
import { type BooksCheck, failedChecks } from '../books-check.js'
import { usualAccounts } from '../demo-project.js'
import { type Act, openStage, settle } from './stage.js'

/** TikTok's own, of the generated shop. */
const fbtWarehouse = '7136104329798256386'
const [sent, damaged, lost] = [10, 1, 2]

/** Goods are sent to TikTok's warehouse, counted there, and some are lost: NetSuite's locations follow. */
export const warehouseAct: Act = {
  title: 'Goods in the warehouse of TikTok',
  play: async (options, context) => {
    const shop = makeShop({
      orders: 3,
      seed: options.seed,
      skus: 4,
      missingSku: false,
      nowMs: Date.now() - 5_000,
    })
    const { netsuiteIds: ids } = shop
    let damagedLocation = ''
    const stage = await openStage(shop, options, context, async sandbox => {
      damagedLocation = await addRecord(sandbox, 'location', {
        name: 'Damaged at TikTok',
        subsidiary: { items: [{ id: ids.subsidiary }] },
      })
      const places = `locations: { '${fbtWarehouse}': '${ids.fbtLocation}' }, damagedLocations: { '${fbtWarehouse}': '${damagedLocation}' }`
      const flow = (name: string, path: string, more: string) => ({
        name,
        path: `inventory/${path}`,
        settings: `{ ${places}${more} }`,
      })
      return [
        flow(
          'sent-to-tiktok',
          'tiktok-fbt-inbound-to-netsuite-transfers',
          `, lossAccount: '${usualAccounts.receivable}', sourceLocation: '${ids.location}', subsidiary: '${ids.subsidiary}'`,
        ),
        flow(
          'movements',
          'tiktok-fbt-movements-to-netsuite-stock',
          `, lossAccount: '${usualAccounts.receivable}', subsidiary: '${ids.subsidiary}'`,
        ),
        flow('fbt-stock', 'tiktok-fbt-stock-to-netsuite', ''),
      ]
    })
    try {
      const { sandbox, runFlows, happens } = stage
      const call = (method: string, path: string, body?: unknown) =>
        sandbox.admin(method, `/tiktok-shop/shops/${credentials.shopId}${path}`, body)
      const sku = skuIn(await call('GET', ''))
      const before = await levelsOf(sandbox, sku.item)
      let inbound = ''

      await happens(async () => {
        const goods = [{ skuId: sku.id, quantity: sent }]
        inbound = z
          .looseObject({ id: z.string() })
          .parse(await call('POST', '/fbt/inbound-orders', { fbtWarehouseId: fbtWarehouse, goods })).id
        return `${sent} of ${sku.item} are sent to TikTok.`
      })
      await runFlows('sent-to-tiktok')
      await happens(async () => {
        const goods = [{ skuId: sku.id, quantity: sent - damaged, defective: damaged }]
        await call('POST', `/fbt/inbound-orders/${inbound}/receive`, { goods })
        return `TikTok counts them: ${damaged} is damaged.`
      })
      await runFlows('sent-to-tiktok')
      await happens(async () => {
        await call('POST', '/fbt/movements', {
          skuId: sku.id,
          fbtWarehouseId: fbtWarehouse,
          by: -lost,
          type: 'INVENTORY_COUNT_ORDER',
        })
        return `TikTok counts its stock, and ${lost} are missing.`
      })
      await runFlows('movements', 'fbt-stock')

      return await settle(stage, async () => {
        const after = await levelsOf(sandbox, sku.item)
        const changeOf = (location: string): string =>
          String((after.get(location) ?? 0) - (before.get(location) ?? 0))
        const checks: readonly BooksCheck[] = [
          { what: 'left the own warehouse', expected: String(-sent), found: changeOf(ids.location) },
          {
            what: 'more with TikTok',
            expected: String(sent - damaged - lost),
            found: changeOf(ids.fbtLocation),
          },
          { what: 'damaged with TikTok', expected: String(damaged), found: changeOf(damagedLocation) },
        ]
        return { checks, faults: failedChecks(checks) }
      })
    } finally {
      await stage.close()
    }
  },
}

const seeded = z.looseObject({
  products: z.array(
    z.looseObject({ skus: z.array(z.looseObject({ id: z.string(), seller_sku: z.string() })) }),
  ),
})

const skuIn = (shop: unknown): { readonly id: string; readonly item: string } => {
  const [sku] = seeded.parse(shop).products.flatMap(({ skus }) => skus)
  return { id: sku?.id ?? '', item: sku?.seller_sku ?? '' }
}

/** Pieces by location of an item, as NetSuite has them on hand. */
const levelsOf = async (sandbox: RunningSandbox, name: string): Promise<ReadonlyMap<string, number>> => {
  const { records } = z
    .object({ records: z.array(z.looseObject({ id: z.string(), itemId: z.string() })) })
    .parse(await sandbox.admin('GET', '/netsuite/records/inventoryItem'))
  const id = records.find(({ itemId }) => itemId === name)?.id
  return new Map(sandbox.netsuite.stock.levels(id).map(({ location, onHand }) => [location, onHand] as const))
}
