import { defineFunction } from '../define-function.js'

// Zero-width characters and byte order marks come along with text copied from web pages.
const cleanSku = (sku: string): string =>
  sku
    .replace(/\u200B|\u200C|\u200D|\u2060|\uFEFF/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()

export const cleanSkuFunction = defineFunction({
  name: 'cleanSku',
  group: 'items',
  summary:
    'A SKU without the spaces that people paste around it and the characters nobody sees. With `upper` or `lower`, in that case.',
  overloads: [
    { signature: 'cleanSku(string): string', call: cleanSku },
    {
      signature: 'cleanSku(string, string): string',
      call: (sku: string, letterCase: string) => {
        if (letterCase === 'upper') return cleanSku(sku).toUpperCase()
        if (letterCase === 'lower') return cleanSku(sku).toLowerCase()
        throw new TypeError(`"${letterCase}" is no case; write "upper" or "lower"`)
      },
    },
  ],
  examples: [
    { expression: 'cleanSku(" yellow-24-XL ")', gives: 'yellow-24-XL' },
    { expression: 'cleanSku("red\\u200B-1")', gives: 'red-1' },
    { expression: 'cleanSku(" belt-s", "upper")', gives: 'BELT-S' },
    { expression: 'cleanSku("a", "Upper")', fails: '"Upper" is no case' },
  ],
})
