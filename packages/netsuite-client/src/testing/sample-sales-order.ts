import type { FieldsOf } from '../records/record-type.js'

/** A sales order with one line, as it is sent to be created. */
export const sampleSalesOrder = (more: FieldsOf<'salesOrder'> = {}): FieldsOf<'salesOrder'> => ({
  externalId: 'TTS-US1-SO-576461413038785752',
  entity: { id: '1514' },
  otherRefNum: '576461413038785752',
  orderStatus: { id: 'B' },
  shippingCost: 4.99,
  item: { items: [{ item: { id: '321' }, quantity: 2, price: { id: '-1' }, rate: 12.5, amount: 25 }] },
  ...more,
})
