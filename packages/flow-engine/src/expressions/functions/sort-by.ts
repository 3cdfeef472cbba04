import Big from 'big.js'
import { defineFunction } from '../define-function.js'
import { toJson } from '../to-json.js'

const decimal = /^[+-]?\d{1,30}(\.\d{1,20})?$/

/** Numbers by value, also when both are decimal text; anything else as text. */
const compare = (left: unknown, right: unknown): number => {
  const [one, other] = [textOf(left), textOf(right)]
  if (decimal.test(one) && decimal.test(other)) return new Big(one).cmp(new Big(other))
  return one < other ? -1 : one > other ? 1 : 0
}

const textOf = (value: unknown): string => {
  const json = toJson(value)
  return json === null || json === undefined
    ? ''
    : typeof json === 'object'
      ? JSON.stringify(json)
      : String(json)
}

const fieldOf = (item: unknown, field: string): unknown =>
  typeof item === 'object' && item !== null && Object.hasOwn(item, field)
    ? Reflect.get(item, field)
    : undefined

export const sortByFunction = defineFunction({
  name: 'sortBy',
  group: 'lists',
  summary:
    'The list in order of a field, smallest first; numbers and decimal text by value. Equal ones stay as they stood, and those without the field come first.',
  overloads: [
    {
      signature: 'sortBy(list, string): list',
      call: (items: readonly unknown[], field: string) =>
        [...items].sort((left, right) => compare(fieldOf(left, field), fieldOf(right, field))),
    },
  ],
  examples: [
    {
      expression: 'sortBy(record.lines, "price").map(line, line.id)',
      record: {
        lines: [
          { id: 'a', price: '10.00' },
          { id: 'b', price: '9.00' },
        ],
      },
      gives: ['b', 'a'],
    },
  ],
})
