import { createNetSuiteClient, isDuplicate } from '@tiktok-ns/netsuite-client'
import { z } from 'zod'
import { openSandbox } from '../sandbox.js'

const { netsuite: options, netsuiteIds } = openSandbox()
const netsuite = createNetSuiteClient(options)

const items = netsuite.suiteQl.query('SELECT id, itemid FROM item WHERE itemtype = ? ORDER BY id', {
  parameters: ['InvtPart'],
  row: z.object({ id: z.string(), itemid: z.string() }),
})
const { value: item } = await items.next()
if (item === undefined) throw new Error('the account has no items')
console.log(`item ${item.id} is ${item.itemid}`)

// With an external id, a second try finds what the first one made: nothing is there twice.
const order = {
  externalId: 'EXAMPLE-SO-1',
  entity: { id: netsuiteIds.customer },
  location: { id: netsuiteIds.location },
  orderStatus: { id: 'B' },
  item: { items: [{ item: { id: item.id }, quantity: 2, price: { id: '-1' }, rate: 12.5 }] },
}
const made = await netsuite.records.create('salesOrder', order)
const again = await netsuite.records.create('salesOrder', order).catch((error: unknown) => error)
console.log(
  `sales order made; the same again ${isDuplicate(again) ? 'is refused as a duplicate' : 'went through'}`,
)

const { type } = await netsuite.records.transform('salesOrder', made.id, 'itemFulfillment', {
  shipStatus: { id: 'C' },
})
const { status, total } = await netsuite.records.get('salesOrder', { externalId: 'EXAMPLE-SO-1' })
console.log(`${type} made; the order of ${total} is now "${status?.refName}"`)
