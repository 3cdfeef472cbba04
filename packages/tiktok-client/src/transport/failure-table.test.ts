import { expect, test } from 'vitest'
import { errors } from '../../scripts/reference.js'
import { businessHints } from './business-hints.js'
import { meaningOf } from './failure-table.js'

const codes = Object.entries(errors.codes).filter(([code]) => code !== '0')
const triedAgain = ['rate-limited', 'unavailable', 'timeout']

test('every code of the reference has a kind and a hint, whatever the status and the words', () => {
  for (const [code] of codes) {
    const { kind, hint } = meaningOf(200, Number(code), 'any words')
    expect([code, kind === 'unknown', hint === undefined || hint === '']).toEqual([code, false, false])
  }
})

test('what TikTok asks to try again is tried again, and nothing else', () => {
  for (const [code, { retry }] of codes) {
    const isTriedAgain = triedAgain.includes(meaningOf(200, Number(code), '').kind)
    expect([code, isTriedAgain]).toEqual([code, retry === 'backoff' || retry === 'next-hour'])
  }
})

test('no business hint is for a code that the reference does not know', () => {
  const known = new Set(codes.map(([code]) => Number(code)))

  expect([...businessHints.keys()].filter(code => !known.has(code))).toEqual([])
})

test.each([
  ['Invalid app_key.', 'auth', /app key/],
  ["The 'timestamp' query parameter is out of range.", 'auth', /clock/],
  ['The sign parameter is missing.', 'auth', /app secret/],
  ['Unexpected identifier: shop_cipher.', 'invalid', /not wanted/],
])('the one code for many faults is told apart by its words: %s', (message, kind, hint) => {
  expect(meaningOf(400, 36009004, message)).toEqual(
    expect.objectContaining({ kind, hint: expect.stringMatching(hint) }),
  )
})

test.each([
  [429, 'rate-limited'],
  [500, 'unavailable'],
  [503, 'unavailable'],
  [504, 'timeout'],
  [418, 'unknown'],
])('without a code, status %i decides: %s', (status, kind) => {
  expect(meaningOf(status, undefined, '').kind).toBe(kind)
})
