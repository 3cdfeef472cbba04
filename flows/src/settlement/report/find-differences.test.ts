import { expect, test } from 'vitest'
import { textOf, toAmount } from '../amounts.js'
import { findDifferences, tellDifferences } from './find-differences.js'

const expected = [
  { name: 'statement 1001', base: 'TTS-US1-JE-1001', amount: toAmount('7.92') },
  { name: 'statement 100', base: 'TTS-US1-JE-100', amount: toAmount('3.00') },
  { name: 'payment 900', base: 'TTS-US1-PAY-900', amount: toAmount('-68.34') },
]

const moved = (externalId: string, amount: string, name = 'Journal #1') => ({
  account: '6110',
  externalId,
  name,
  date: '2026-03-15',
  amount: toAmount(amount),
})

const tell = (...movements: ReturnType<typeof moved>[]): string =>
  tellDifferences(findDifferences(expected, movements), amount => textOf(amount, 2))

test('parts and corrections belong to their statement, whatever the case of their ids', () => {
  expect(
    tell(
      moved('TTS-US1-JE-1001', '5.00'),
      moved('tts-us1-je-1001-2', '2.90'),
      moved('TTS-US1-JE-1001-adj1-2', '0.02'),
      moved('TTS-US1-JE-100-adj1', '3.00'),
      moved('TTS-US1-PAY-900', '-68.34'),
    ),
  ).toBe('')
})

test('what is a cent away, missing, or of nothing that TikTok tells is named, the largest first', () => {
  expect(
    tell(
      moved('TTS-US1-JE-1001', '7.93'),
      moved('TTS-US1-PAY-900', '-68.34'),
      moved('TTS-US1-PAY-800', '-5.00'),
      moved('TTS-US1-PAY-800-rev', '5.00'),
      moved('', '1.00', 'Journal #7'),
    ),
  ).toBe(
    'statement 100 has 0.00 there, and comes to 3.00; Journal #7 of 2026-03-15 has 1.00 there, and is of no statement and no payment; statement 1001 has 7.93 there, and comes to 7.92',
  )
})
