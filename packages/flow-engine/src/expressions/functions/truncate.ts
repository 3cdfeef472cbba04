import { cutText } from '../cut-text.js'
import { defineFunction } from '../define-function.js'

export const truncateFunction = defineFunction({
  name: 'truncate',
  group: 'text',
  summary: 'The text cut to at most so many characters, never in the middle of one.',
  overloads: [
    {
      signature: 'truncate(string, int): string',
      call: (text: string, length: bigint) => cutText(text, Number(length)),
    },
  ],
  examples: [
    { expression: 'truncate("Jane Doe", 83)', gives: 'Jane Doe' },
    { expression: 'truncate("12 Long Street", 7)', gives: '12 Long' },
    { expression: 'truncate("ab👍🏽", 4)', gives: 'ab' },
  ],
})
