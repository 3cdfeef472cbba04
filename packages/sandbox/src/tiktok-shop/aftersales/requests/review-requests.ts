import type { Json, JsonObject } from '../../../json.js'
import { isJsonObject } from '../../../json.js'
import { ApiRefusal } from '../../api-refusal.js'
import { refusalOf } from '../../fulfillment/ship.js'
import type { ShopCall } from '../../shop-call.js'
import type { World } from '../../world.js'
import type { ReturnOrder } from '../aftersale.js'
import { approve, reject } from '../decide-return.js'
import { textOf } from '../list-filter.js'
import { requestIdOf, rmaIdOf } from './request-model.js'

/** Review Aftersales Requests 202603: decisions by request, what cannot be done told per decision under code 0. */
export const reviewRequests = ({ world, body }: ShopCall): Json => ({
  errors: listOf(body['aftersales_request_decisions']).flatMap(decision => {
    const refusal = refusalOf(() => decideOnce(world, decision))
    return refusal ? [{ code: String(refusal.code), message: refusal.message }] : []
  }),
})

const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : []

/** A decision whose key was seen is done already. */
const decideOnce = (world: World, decision: JsonObject): void => {
  const { answers } = world.shop
  const given = textOf(decision['idempotency_key'])
  const key = `aftersales-review-202603/${given}`
  if (given !== '' && answers.has(key)) return
  const row = findReturn(world, decision)
  for (const line of listOf(decision['line_item_decisions'])) decide(world, row, line)
  if (given !== '') answers.set(key, {})
}

const findReturn = ({ shop }: World, decision: JsonObject): ReturnOrder => {
  const idOf = decision['request_id_type'] === 'RMA' ? rmaIdOf : requestIdOf
  for (const row of shop.returns.all()) if (idOf(row) === decision['request_id']) return row
  throw new ApiRefusal(25020005)
}

/** Here a request is decided as a whole: the lines that a decision names have to be all of it. */
const decide = (world: World, { return_id }: ReturnOrder, asked: JsonObject): void => {
  const row = world.shop.returns.get(return_id)
  if (!row) throw new ApiRefusal(25020005)
  const named = new Set(listOf(asked['line_items']).map(line => line['return_line_item_id']))
  if (named.size > 0 && !row.return_line_items.every(line => named.has(String(line['return_line_item_id']))))
    throw new ApiRefusal(25020004)
  const action = textOf(asked['action'])
  const decision = decisions[action]?.[row.return_type]
  if (decision === undefined) throw new ApiRefusal(25020004)
  const reason = isJsonObject(asked['reason']) ? asked['reason'] : {}
  if (decision.startsWith('REJECT_')) {
    reject(world, row, decision, textOf(reason['reason_id']))
    return
  }
  const solution = isJsonObject(asked['alternative_solution_details'])
    ? asked['alternative_solution_details']
    : {}
  approve(world, row, decision, {
    partialRefund: {
      amount: solution['partial_refund_amount'] ?? '',
      currency: solution['currency'] ?? '',
    },
  })
}

/** The older interface's decision for an action, by the kind of return. */
const decisions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  APPROVE_REQUEST: {
    REFUND: 'APPROVE_REFUND',
    RETURN_AND_REFUND: 'APPROVE_RETURN',
    REPLACEMENT: 'APPROVE_REPLACEMENT',
  },
  REJECT_REQUEST: {
    REFUND: 'REJECT_REFUND',
    RETURN_AND_REFUND: 'REJECT_RETURN',
    REPLACEMENT: 'REJECT_REPLACEMENT',
  },
  APPROVE_RETURN_PACKAGE: { RETURN_AND_REFUND: 'APPROVE_RECEIVED_PACKAGE' },
  REJECT_RETURN_PACKAGE: { RETURN_AND_REFUND: 'REJECT_RECEIVED_PACKAGE' },
  REFUND_INSTEAD: { RETURN_AND_REFUND: 'DIRECT_REFUND', REPLACEMENT: 'ISSUE_REPLACEMENT_REFUND' },
  OFFER_PARTIAL_REFUND: { REFUND: 'OFFER_PARTIAL_REFUND', RETURN_AND_REFUND: 'OFFER_PARTIAL_REFUND' },
}
