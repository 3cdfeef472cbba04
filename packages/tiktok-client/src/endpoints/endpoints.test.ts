import { expect, test } from 'vitest'
import { endpoints as facts } from '../../scripts/reference.js'
import * as exported from './index.js'

const { knownEndpoints, ...endpoints } = exported
const nameOf = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

test('every endpoint of the reference is offered by its name, and by method and path', () => {
  expect(Object.keys(endpoints).sort()).toEqual(facts.map(({ name }) => nameOf(name)).sort())
  expect(Object.keys(knownEndpoints).sort()).toEqual(
    facts.map(({ method, path }) => `${method} ${path}`).sort(),
  )
})

test('an answer is checked field by field, and keeps what is not known', () => {
  const schema = exported.orderDetail202507.answer()

  expect(schema.parse({ orders: [{ id: '5761', status: 'SOMETHING_NEW', of_tomorrow: true }] })).toEqual({
    orders: [{ id: '5761', status: 'SOMETHING_NEW', of_tomorrow: true }],
  })
  expect(schema.safeParse({ orders: [{ status: 'UNPAID' }] }).error?.issues[0]?.path).toEqual([
    'orders',
    0,
    'id',
  ])
})
