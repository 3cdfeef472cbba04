/** About as large as a sales order on its way to NetSuite. */
export const sampleRequest = { lines: Array.from({ length: 10 }, (_, line) => sampleLine(line)) }

/** About as large as one order of TikTok's. */
export const sampleAnswer = { lines: Array.from({ length: 30 }, (_, line) => sampleLine(line)) }

function sampleLine(line: number) {
  return {
    item: { id: String(2001 + line) },
    quantity: 1 + (line % 3),
    rate: '19.90',
    memo: `line ${line} of an order`,
  }
}
