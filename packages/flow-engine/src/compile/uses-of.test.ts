import { expect, test } from 'vitest'
import { planOf, samplePlan } from '../testing/sample-plan.js'
import { usesOf } from './uses-of.js'

test('what a flow exports, looks up and imports is told by the connection that it uses', () => {
  const uses = usesOf(samplePlan())

  expect(Object.fromEntries(uses)).toEqual({
    shop: { resources: ['orders'], lookups: [], imports: [], webhooks: [] },
    erp: { resources: [], lookups: ['itemsBySku'], imports: ['salesOrder'], webhooks: [] },
  })
})

test('steps inside steps and those that failures run count, too, each name once', () => {
  const plan = planOf(`flow: orders
summary: Orders become sales orders.
connections: { shop: tiktok-shop, erp: netsuite }
export: { from: shop.orders, traceKey: '\${record.id}' }
steps:
  - branch: kind
    branches:
      - name: paid
        when: record.status != "UNPAID"
        steps:
          - import: salesOrder
            into: erp.salesOrder
            externalId: SO-\${record.id}
            payload: { memo: a }
            onFailure:
              missing:
                run:
                  - lookup: items
                    in: erp.itemsBySku
                    match: record.line_items.map(unit, unit.seller_sku)
      - name: others
        steps:
          - import: other
            into: erp.salesOrder
            externalId: O-\${record.id}
            payload: { memo: b }
`)

  expect(usesOf(plan).get('erp')).toMatchObject({ lookups: ['itemsBySku'], imports: ['salesOrder'] })
})
