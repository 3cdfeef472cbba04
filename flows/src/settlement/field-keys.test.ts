import type { JsonSchema } from '@tiktok-ns/flow-engine'
import { tiktokShopConnector } from '@tiktok-ns/tiktok-client/connector'
import { expect, test } from 'vitest'
import { fieldKeys, memoFields } from './field-keys.js'
import { keyTable } from './key-table.js'

const { resources } = tiktokShopConnector.description

/** Amount fields below a breakdown, supplementary figures excepted: those are no part of any sum. */
const fieldsOf = (schema: unknown, ...path: readonly string[]): readonly string[] => {
  const found = path.reduce<unknown>((node, name) => memberOf(memberOf(node, 'properties'), name), schema)
  const properties = memberOf(found, 'properties')
  return Object.entries(typeof properties === 'object' && properties !== null ? properties : {}).flatMap(
    ([name, field]) => (memberOf(field, 'type') === 'object' ? [] : [name]),
  )
}

const memberOf = (node: unknown, name: string): unknown =>
  typeof node === 'object' && node !== null && name in node
    ? Object.entries(node).find(([key]) => key === name)?.[1]
    : undefined

const recordOf = (resource: string): JsonSchema => resources[resource]?.record ?? {}

const families = [
  ['revenue', ['revenue_breakdown']],
  ['shipping', ['shipping_cost_breakdown']],
  ['fee', ['fee_tax_breakdown', 'fee']],
  ['fee', ['fee_tax_breakdown', 'tax']],
] as const

test.each(['statementTransactions', 'unsettledOrders'])('every amount field of %s has a key', resource => {
  const schema = recordOf(resource)
  const fields = families.flatMap(([family, path]) =>
    fieldsOf(schema, ...path).map(field => ({ family, field })),
  )

  expect(fields.length).toBeGreaterThan(60)
  expect(
    fields.filter(({ family, field }) => fieldKeys[family][field] === undefined && !memoFields.has(field)),
  ).toEqual([])
})

test('every key that a field or an account stands for is described', () => {
  const keys = Object.values(fieldKeys).flatMap(family => Object.values(family))
  expect(keys.filter(key => keyTable[key] === undefined)).toEqual([])
  const likes = Object.values(keyTable).flatMap(({ like }) => (like === undefined ? [] : [like]))
  expect(likes.filter(key => keyTable[key] === undefined)).toEqual([])
})
