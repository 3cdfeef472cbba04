import { defineFunction } from '../define-function.js'

export const titleCaseFunction = defineFunction({
  name: 'titleCase',
  group: 'text',
  summary: 'Every word with a capital first letter and the rest in lower case.',
  overloads: [
    {
      signature: 'titleCase(string): string',
      call: (text: string) =>
        text
          .toLowerCase()
          .replace(
            /(^|[\s\-/(.])(\p{L})/gu,
            (_, before: string, letter: string) => before + letter.toUpperCase(),
          ),
    },
  ],
  examples: [
    { expression: 'titleCase("JEAN-LUC o’neill")', gives: 'Jean-Luc O’neill' },
    { expression: 'titleCase("12 MAIN ST")', gives: '12 Main St' },
  ],
})
