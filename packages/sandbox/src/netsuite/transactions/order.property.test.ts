import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Sandbox } from '../../create-sandbox.js'
import { isJsonObject, type Json, type JsonObject } from '../../json.js'
import { linesOf } from '../records/lines.js'
import { callNetSuite } from '../testing/call-netsuite.js'
import { sampleAccount } from '../testing/sample-account.js'
import { centsOf, numberOf } from './amounts.js'

const records = async (sandbox: Sandbox, type: string): Promise<readonly JsonObject[]> => {
  const answered = await sandbox.admin('GET', `/netsuite/records/${type}`)
  const list: Json | undefined = isJsonObject(answered) ? answered['records'] : undefined
  return Array.isArray(list) ? list.filter(isJsonObject) : []
}

const sum = (rows: readonly JsonObject[], name: string) =>
  rows.reduce((total, row) => total + numberOf(row[name]), 0)

const price = fc.integer({ min: 1, max: 99_999 }).map(cents => cents / 100)
const order = fc.record({
  lines: fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 7 }), rate: price }), {
    minLength: 1,
    maxLength: 4,
  }),
  discount: fc.option(fc.integer({ min: -500, max: 0 }).map(cents => cents / 100)),
})
const step = fc.oneof(
  fc.record({
    kind: fc.constant('ship' as const),
    line: fc.nat(3),
    quantity: fc.integer({ min: 1, max: 7 }),
  }),
  fc.record({ kind: fc.constant('bill' as const) }),
  fc.record({ kind: fc.constant('unship' as const), which: fc.nat(3) }),
)

test('whatever is shipped and billed, no line exceeds what was ordered, and the bills add up to the order', async () => {
  await fc.assert(
    fc.asyncProperty(order, fc.array(step, { maxLength: 8 }), async ({ lines, discount }, steps) => {
      const sandbox = sampleAccount()
      const { id } = await callNetSuite(sandbox, {
        path: 'salesOrder',
        body: {
          entity: '1514',
          orderStatus: 'B',
          ...(discount === null ? {} : { discountItem: '901', discountRate: discount }),
          item: { items: lines.map(line => ({ item: '322', location: '2', price: '-1', ...line })) },
        },
      })
      const ship = (body: object) =>
        callNetSuite(sandbox, {
          path: `salesOrder/${id}/!transform/itemFulfillment`,
          body: { shipStatus: 'C', ...body },
        })
      const bill = () => callNetSuite(sandbox, { path: `salesOrder/${id}/!transform/invoice`, body: {} })
      for (const { kind, ...rest } of steps) {
        if (kind === 'bill') await bill()
        else if ('line' in rest) {
          const orderLine = (rest.line % lines.length) + 1
          await callNetSuite(sandbox, {
            path: `salesOrder/${id}/!transform/itemFulfillment?replace=item`,
            body: { shipStatus: 'C', item: { items: [{ orderLine, quantity: rest.quantity }] } },
          })
        } else if ('which' in rest) {
          const fulfilments = await records(sandbox, 'itemFulfillment')
          const billed = (await records(sandbox, 'invoice')).length > 0
          const chosen = fulfilments[rest.which]
          if (chosen !== undefined && !billed)
            await callNetSuite(sandbox, { method: 'DELETE', path: `itemFulfillment/${String(chosen['id'])}` })
        }
        const [now] = await records(sandbox, 'salesOrder')
        for (const line of linesOf(now?.['item']) ?? []) {
          expect(numberOf(line['quantityFulfilled'])).toBeLessThanOrEqual(numberOf(line['quantity']))
          expect(numberOf(line['quantityBilled'])).toBeLessThanOrEqual(numberOf(line['quantityFulfilled']))
        }
      }

      await ship({})
      await bill()

      const [done] = await records(sandbox, 'salesOrder')
      expect(done?.['status']).toEqual({ id: 'G' })
      const invoices = await records(sandbox, 'invoice')
      expect(centsOf(sum(invoices, 'total'))).toBe(centsOf(done?.['total']))
      expect(centsOf(sum(invoices, 'subtotal'))).toBe(centsOf(done?.['subtotal']))
    }),
    { numRuns: 25 },
  )
})
