import Big from 'big.js'
import { expect, test } from 'vitest'
import { matchReceipts } from './match-receipts.js'

const receipt = (id: string, amount: string) => ({ id, amount: new Big(amount) })

test('a sale of nothing, such as a creator sample, is in no deposit', () => {
  const receipts = [receipt('sample', '0.00'), receipt('sale', '40.00'), receipt('refund', '-40.00')]

  expect(matchReceipts(new Big('0'), receipts).picked.map(({ id }) => id)).toEqual(['sale', 'refund'])
  expect(matchReceipts(new Big('0'), [receipt('sample', '0.00')]).picked).toEqual([])
})
