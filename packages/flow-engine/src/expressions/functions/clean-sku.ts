import { defineFunction } from '../define-function.js'

export const cleanSkuFunction = defineFunction({
  name: 'cleanSku',
  summary: 'A SKU without the spaces that people paste around it and the characters nobody sees.',
  overloads: [
    {
      signature: 'cleanSku(string): string',
      // Zero-width characters and byte order marks come along with text copied from web pages.
      call: (sku: string) =>
        sku
          .replace(/\u200B|\u200C|\u200D|\u2060|\uFEFF/gu, '')
          .replace(/\s+/gu, ' ')
          .trim(),
    },
  ],
  examples: [
    { expression: 'cleanSku(" yellow-24-XL ")', gives: 'yellow-24-XL' },
    { expression: 'cleanSku("red\\u200B-1")', gives: 'red-1' },
  ],
})
