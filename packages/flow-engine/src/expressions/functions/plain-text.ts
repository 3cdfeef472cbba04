import { defineFunction } from '../define-function.js'

/** Beyond the basic plane lie emoji and rare scripts; variation selectors and joiners only mean something with them. */
const fourByte = /[\u{10000}-\u{10FFFF}]|\uFE0F|\u200D/gu

export const plainTextFunction = defineFunction({
  name: 'plainText',
  group: 'text',
  summary: 'The text without emoji and other characters of four bytes, which some fields of NetSuite refuse.',
  overloads: [
    {
      signature: 'plainText(string): string',
      call: (text: string) => text.replace(fourByte, '').replace(/\s+/gu, ' ').trim(),
    },
  ],
  examples: [
    { expression: 'plainText("Thanks 🙏🏽 a lot")', gives: 'Thanks a lot' },
    { expression: 'plainText("ร้านค้า 東京")', gives: 'ร้านค้า 東京' },
  ],
})
