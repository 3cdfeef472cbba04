import type { Connector, JsonObject } from '@tiktok-ns/flow-engine'
import { compareSkus, type ErpItem, type ShopSku, type SkuMap, type SkuRow } from '@tiktok-ns/flows'
import type { Project } from './open-project.js'

/** Names of a project's connections to a shop and to a NetSuite account. */
export interface SkuSides {
  readonly shop: string
  readonly erp: string
}

/** Lays a shop's SKUs beside NetSuite's items, with the map that the shop's flows have. Reads both catalogues whole. */
export const compareProjectSkus = async (
  project: Project,
  { shop, erp }: SkuSides,
  connections: ReadonlyMap<string, Connector>,
  signal: AbortSignal,
): Promise<readonly SkuRow[]> => {
  const [products, items] = await Promise.all([
    readAll(connections.get(shop), 'products', signal),
    readAll(connections.get(erp), 'items', signal),
  ])
  return compareSkus(products.flatMap(toSkus), items.filter(isSold).map(toItem), skuMapOf(project, shop))
}

const readAll = async (
  connector: Connector | undefined,
  resource: string,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> => {
  const records: JsonObject[] = []
  if (connector === undefined) return records
  for await (const page of connector.exportPages({ resource, where: {} }, { signal }))
    records.push(...page.records)
  return records
}

/** The map that the shop's flows have; they all have the same. */
const skuMapOf = ({ spec }: Project, shop: string): SkuMap => {
  for (const { connections, settings } of Object.values(spec.flows)) {
    if (!Object.values(connections ?? {}).includes(shop)) continue
    const map = settings?.['skuMap']
    if (typeof map === 'object' && map !== null && !Array.isArray(map)) return toSkuMap(map)
  }
  return {}
}

const toSkuMap = (map: object): SkuMap =>
  Object.fromEntries(
    Object.entries(map).map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null
        ? { sku: String(Reflect.get(value, 'sku')) }
        : String(value),
    ]),
  )

const textOf = (record: object, name: string): string => {
  const value: unknown = Reflect.get(record, name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

const toSkus = (product: JsonObject): readonly ShopSku[] => {
  if (textOf(product, 'status') === 'DELETED') return []
  const skus: unknown = product['skus']
  return (Array.isArray(skus) ? skus : []).map(sku => ({
    id: textOf(sku, 'id'),
    sellerSku: textOf(sku, 'seller_sku'),
    productId: textOf(product, 'id'),
    title: textOf(product, 'title'),
  }))
}

/** Discounts, services and the like are sold by nobody. */
const isSold = (item: JsonObject): boolean =>
  /^(InvtPart|Kit|Assembly|NonInvtPart|Group)$/.test(textOf(item, 'itemtype'))

const toItem = (item: JsonObject): ErpItem => ({
  id: textOf(item, 'id'),
  name: textOf(item, 'itemid'),
  isInactive: textOf(item, 'isinactive') === 'T',
})
