import { defineFunction } from '../define-function.js'

const maxWidth = 1_000

export const padLeftFunction = defineFunction({
  name: 'padLeft',
  group: 'text',
  summary: 'The text filled up on the left to so many characters.',
  overloads: [
    {
      signature: 'padLeft(string, int, string): string',
      call: (text: string, width: bigint, fill: string) => {
        if (width > maxWidth) throw new TypeError(`padLeft() fills up to ${maxWidth} characters at most`)
        return text.padStart(Number(width), fill)
      },
    },
  ],
  examples: [
    { expression: 'padLeft("42", 6, "0")', gives: '000042' },
    { expression: 'padLeft("1234567", 6, "0")', gives: '1234567' },
  ],
})
