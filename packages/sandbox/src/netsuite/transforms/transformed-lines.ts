import type { JsonObject } from '../../json.js'
import { problems } from '../problem.js'
import { centsOf, numberOf, toAmount } from '../transactions/amounts.js'
import type { LineProgress } from '../transactions/order-progress.js'

/**
 * The lines a transform gives, changed by those of the body: they are matched by `orderLine`, else by `line`. What the body does
 * not mention stays, unless the sublist is replaced.
 */
export const mergeTransformedLines = (
  given: readonly JsonObject[],
  sent: readonly JsonObject[],
  replace: boolean,
): readonly JsonObject[] => {
  const merged = new Map(given.map(line => [line['line'], { line, isSent: false }]))
  for (const [index, line] of sent.entries()) {
    const own = given.find(candidate =>
      line['orderLine'] === undefined
        ? candidate['line'] === line['line']
        : candidate['orderLine'] === line['orderLine'],
    )
    const path = `item.items[${index}]`
    if (own === undefined)
      throw problems.invalidValue(
        String(line['orderLine'] ?? line['line'] ?? ''),
        'orderLine',
        `${path}.orderLine`,
      )
    merged.set(own['line'], { line: changed(own, line, path), isSent: true })
  }
  return [...merged.values()]
    .filter(({ isSent }) => isSent || !replace)
    .map(({ line }) => line)
    .filter(line => line['itemReceive'] !== false && numberOf(line['quantity']) > 0)
}

const changed = (given: JsonObject, sent: JsonObject, path: string): JsonObject => {
  const open = numberOf(given['quantity'])
  const quantity = sent['quantity'] === undefined ? open : numberOf(sent['quantity'])
  if (quantity > open) throw problems.invalidValue(String(quantity), 'quantity', `${path}.quantity`)
  const merged = {
    ...given,
    ...sent,
    line: given['line'] ?? null,
    quantity,
    itemReceive: sent['itemReceive'] ?? true,
  }
  if (given['itemReceive'] === undefined) Reflect.deleteProperty(merged, 'itemReceive')
  if (quantity === open || given['amount'] === undefined) return merged
  // A part of the quantity is the same part of the money, unless the body says otherwise.
  const part = (name: 'amount' | 'tax1Amt') =>
    sent[name] ?? toAmount(Math.round((centsOf(given[name]) * quantity) / open))
  return {
    ...merged,
    amount: part('amount'),
    ...(given['tax1Amt'] === undefined ? {} : { tax1Amt: part('tax1Amt') }),
  }
}

/** A line of an order as a document made from it has it, for so much of its quantity. */
export const documentLine = (
  { line }: Pick<LineProgress, 'line'>,
  index: number,
  quantity: number,
  before: number,
): JsonObject => {
  const whole = numberOf(line['quantity'])
  // Parts are cut from the running sum, so that they add up to the whole to the cent.
  const upTo = (name: string, count: number) => Math.round((centsOf(line[name]) * count) / (whole || 1))
  const part = (name: string) => toAmount(upTo(name, before + quantity) - upTo(name, before))
  return {
    ...copied(line),
    line: index + 1,
    orderLine: line['line'] ?? index + 1,
    quantity,
    price: { id: '-1' },
    ...(line['amount'] === undefined ? {} : { amount: part('amount') }),
    ...(line['tax1Amt'] === undefined ? {} : { tax1Amt: part('tax1Amt') }),
  }
}

const carried = new Set(
  'item description rate units location department class taxCode taxRate1 isTaxable itemType itemSubtype inventoryDetail'.split(
    ' ',
  ),
)

const copied = (line: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(line).filter(([name]) => carried.has(name) || name.startsWith('custcol')))

/** A line of a document that moves goods: without money. */
export const movingLine = (
  progress: LineProgress,
  index: number,
  preselect: boolean,
  header: JsonObject,
): JsonObject => {
  const { item, description, units, location, inventoryDetail, itemType } = progress.line
  const own = location ?? header['location']
  const quantity = progress.quantity - progress.onTheWay
  return {
    line: index + 1,
    orderLine: progress.line['line'] ?? index + 1,
    ...(item === undefined ? {} : { item }),
    ...(description === undefined ? {} : { description }),
    ...(units === undefined ? {} : { units }),
    ...(own === undefined ? {} : { location: own }),
    ...(inventoryDetail === undefined ? {} : { inventoryDetail }),
    ...(itemType === undefined ? {} : { itemType }),
    itemReceive: preselect,
    quantity,
    quantityRemaining: quantity,
  }
}
