import { defineFunction } from '../define-function.js'
import { compilePattern } from '../regular-expression.js'

export const replaceFunction = defineFunction({
  name: 'replace',
  group: 'text',
  summary:
    'The text with every match of a regular expression (RE2 syntax) replaced; `$1` is the first group.',
  overloads: [
    {
      signature: 'replace(string, string, string): string',
      call: (text: string, pattern: string, replacement: string) =>
        compilePattern(pattern).replaceAll(text, replacement),
    },
  ],
  examples: [
    { expression: 'replace("SKU 12-34", "[^0-9]", "")', gives: '1234' },
    { expression: 'replace("Doe, Jane", "^(\\\\w+), (\\\\w+)$", "$2 $1")', gives: 'Jane Doe' },
    {
      expression: 'replace("aaa", "(a+)+", "")',
      fails: 'the regular expression repeats a repetition: (a+)+',
    },
  ],
})
