import { defineFunction } from '../define-function.js'

export const failFunction = defineFunction({
  name: 'fail',
  group: 'values',
  summary: 'Fails the record with these words, where an expression finds something that must not pass.',
  overloads: [
    {
      signature: 'fail(string): dyn',
      call: (message: string) => {
        throw new TypeError(message)
      },
    },
  ],
  examples: [
    { expression: 'false ? "ok" : fail("the order has no lines")', fails: 'the order has no lines' },
  ],
})
