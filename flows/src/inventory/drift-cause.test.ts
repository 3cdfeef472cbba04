import { expect, test } from 'vitest'
import { driftCause } from './drift-cause.js'

test.each([
  [40, 37, undefined, 'it was not published before'],
  [40, 37, 40, 'NetSuite has changed'],
  [500, 37, 40, 'somebody changed it in Seller Center'],
  [35, 30, 40, 'more were sold elsewhere'],
  [35, 60, 40, 'a receipt'],
])('TikTok shows %i, should show %i and was given %s: %s', (shows, wanted, published, cause) => {
  expect(driftCause(shows, wanted, published)).toContain(cause)
})
