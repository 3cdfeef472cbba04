import { defineFunction } from '../define-function.js'

/** Control characters, private use and unassigned code points: what a database or a form refuses. */
const unwritable = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu

export const tidyFunction = defineFunction({
  name: 'tidy',
  group: 'text',
  summary: 'The text without invisible characters, and with every run of white space as one space.',
  overloads: [
    {
      signature: 'tidy(string): string',
      call: (text: string) => text.replace(/\s+/gu, ' ').replace(unwritable, '').trim(),
    },
  ],
  examples: [
    { expression: 'tidy("  12  Long\\nStreet ")', gives: '12 Long Street' },
    { expression: 'tidy("a\\u200Bb")', gives: 'ab' },
  ],
})
