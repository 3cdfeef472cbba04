import { expect, test } from 'vitest'
import { findVersions } from './find-versions.js'

const day = (text: string): number => Date.parse(text)
const retired = { on: '2026-08-15', useInstead: 'finance-payments-202605' }
const payments = { name: 'finance-payments-202309', version: '202309', retired }
const orders = { name: 'orders-search', version: '202309' }

test('a version whose end is announced is told with its day and what takes its place: a warning first, then something to do', () => {
  const [early] = findVersions([orders, payments], day('2026-05-01'))
  const [soon] = findVersions([orders, payments], day('2026-08-01'))
  const [over] = findVersions([orders, payments], day('2026-09-01'))

  expect(early).toMatchObject({
    ok: true,
    message: 'finance-payments-202309 of 202309 ends on 2026-08-15, in 106 days',
    next: 'Update this program: finance-payments-202605 takes its place.',
  })
  expect(soon).toMatchObject({ ok: false, message: expect.stringContaining('in 14 days') })
  expect(over).toMatchObject({ ok: false, message: expect.stringContaining('has ended on 2026-08-15') })
})

test('versions without an announced end are fine, and where nothing is called there is nothing to say', () => {
  expect(findVersions([orders], 0)).toMatchObject([{ ok: true }])
  expect(findVersions([], 0)).toEqual([])
})
