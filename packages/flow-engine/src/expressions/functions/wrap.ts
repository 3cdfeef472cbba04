import { cutText } from '../cut-text.js'
import { defineFunction } from '../define-function.js'

/** Fills one line after the other with whole words; a word that is longer than a line is cut. */
const wrap = (text: string, width: bigint): readonly string[] => {
  const limit = Number(width)
  if (limit < 1) throw new TypeError('wrap() wants a width of one or more')
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length <= limit) line = longer
    else {
      if (line !== '') lines.push(line)
      line = word
      while (line.length > limit) {
        const head = cutText(line, limit) || line.slice(0, limit)
        lines.push(head)
        line = line.slice(head.length)
      }
    }
  }
  return line === '' ? lines : [...lines, line]
}

export const wrapFunction = defineFunction({
  name: 'wrap',
  group: 'text',
  summary: 'The text as lines of at most so many characters, broken between words.',
  overloads: [{ signature: 'wrap(string, int): list', call: wrap }],
  examples: [
    {
      expression: 'wrap("12 Very Long Street, Building 7", 16)',
      gives: ['12 Very Long', 'Street, Building', '7'],
    },
    { expression: 'wrap("abcdef", 4)', gives: ['abcd', 'ef'] },
    { expression: 'wrap("", 4)', gives: [] },
  ],
})
