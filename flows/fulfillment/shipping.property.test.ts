import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flakyNetwork } from '../testing/flaky-network.js'
import { openShopWorld } from '../testing/open-shop-world.js'
import { shipInNetSuite } from '../testing/ship-in-netsuite.js'

const out = 'fulfillment/netsuite-fulfillments-to-tiktok-packages'
const settings = { fallbackCarrier: 'UPS' }

/** Each run is a shop of its own, as fifty orders of the lives are: `pnpm lives` has as many shops of either kind. */
const runs = Math.max(8, Math.ceil(Number(process.env['LIVES'] ?? '0') / 50))
const seed = process.env['LIVES_SEED']

const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('ship' as const),
      sku: fc.nat(1),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'run' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'again' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'retry' as const }) },
)

test(
  'every unit that leaves NetSuite is told to TikTok exactly once, under its own number, whatever fails and however often flows run',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 2 }),
        fc.array(act, { minLength: 3, maxLength: 10 }),
        fc.nat(10_000),
        async (counts, acts, shop) => {
          const world = openShopWorld({ skus: 4, seed: shop })
          const products = await world.shop.products()
          const skus = products.flatMap(product => product.skus.map(sku => sku.seller_sku ?? '')).slice(0, 2)
          const units = skus.map((sellerSku, index) => ({ sellerSku, count: counts[index] ?? 1 }))
          const { id } = await world.shop.buy({ units })
          const { customer, discountItem, location } = world.ids
          await world.run('orders/tiktok-orders-to-netsuite-sales-orders', {
            customer,
            discountItem,
            location,
          })
          const open = new Map(units.map(({ sellerSku, count }) => [sellerSku, count]))
          const shipped = new Map<string, string>()

          for (const [index, each] of acts.entries()) {
            if (each.kind === 'ship') {
              const sku = skus[each.sku] ?? ''
              const count = Math.min(each.count, open.get(sku) ?? 0)
              if (count === 0) continue
              const number = `1Z999AA1012345${String(6000 + index)}`
              world.sandbox.faults.clear()
              await shipInNetSuite(world, id, { pieces: { [sku]: count }, tracking: [number] })
              open.set(sku, (open.get(sku) ?? 0) - count)
              shipped.set(number, `${count} ${sku}`)
              continue
            }
            for (const rule of flakyNetwork(0.04)) world.sandbox.faults.add(rule)
            if (each.kind === 'retry') await world.retry(out, settings)
            else await world.run(out, settings, each.kind === 'again' ? { again: true, fromMs: 0 } : {})
          }
          world.sandbox.faults.clear()
          await world.run(out, settings)
          await world.retry(out, settings)

          const told = new Map<string, string[]>()
          for (const unit of (await world.shop.order(id)).line_items) {
            const number = String(unit['tracking_number'] ?? '')
            if (unit.display_status !== 'AWAITING_SHIPMENT')
              told.set(number, [...(told.get(number) ?? []), unit.seller_sku ?? ''])
          }
          const found = [...told].map(([number, inside]) => [
            number,
            `${inside.length} ${[...new Set(inside)].join()}`,
          ])
          expect(found.sort()).toEqual([...shipped].sort())
          const packages = await world.shop.list('packages')
          expect(packages.filter(row => JSON.stringify(row).includes(id))).toHaveLength(shipped.size)
          expect(await world.parked()).toEqual([])
        },
      ),
      { numRuns: runs, endOnFailure: true, ...(seed === undefined ? {} : { seed: Number(seed) }) },
    )
  },
  Math.max(120_000, runs * 15_000),
)
