import { defineHook } from '@tiktok-ns/flow-engine'
import { textOf } from '../amounts.js'
import { bySku } from '../by-sku.js'
import { readSettlementSettings } from '../settlement-settings.js'
import { listAt, objectAt, textAt } from '../statement-row.js'
import { readStatementHook } from './read-statement.js'
import { amountsOf, toJsonAmount } from './statement-amounts.js'

/** Tells a statement's amounts apart by SKU. */
export const bySkuHook = defineHook({
  over: 'record',
  summary: "Tells the amounts of a statement's orders apart by SKU, where the SKUs come to them.",
  arguments: {
    type: 'object',
    properties: {
      reading: { type: 'string', description: 'The step that has read the rows.' },
      skus: { type: 'object', description: "Transactions of the orders' SKUs, by order." },
    },
    required: ['reading', 'skus'],
  },
  answer: readStatementHook.answer,
  run: ({ record, arguments: given, steps }, { warn }) => {
    const reading = objectAt(steps, textAt(given, 'reading'))
    const rules = readSettlementSettings(given).rulesFor(textAt(record, 'currency'))
    const skus = objectAt(given, 'skus')
    const id = textAt(record, 'id')
    const { amounts, untold } = bySku(amountsOf(reading), id, order => listAt(skus, order), rules)
    if (untold.length > 0)
      warn(
        `statement ${id}: the SKUs of ${untold.length} orders do not come to what the orders do, order ${untold[0]} for one; what differs is booked without a SKU`,
      )
    return {
      answer: {
        ...reading,
        amounts: amounts.map(amount => toJsonAmount(amount, own => textOf(own, rules.places))),
      },
    }
  },
})
