import { expect, test } from 'vitest'
import { createScrubber } from './scrubber.js'

const open = () => {
  const scrubber = createScrubber(new Set(['recipient_address', 'phone']))
  scrubber.note({
    id: '576',
    recipient_address: {
      name: 'Ann Lee',
      phone_number: '(+1)213-555',
      region_code: 'US',
      lines: ['12 Main St'],
    },
  })
  return scrubber
}

test('what stands under a personal name is hidden, and wherever else it turns up', () => {
  expect(
    open().scrub({
      phone: '1',
      memo: 'Order 576 for Ann Lee, call (+1)213-555',
      address: { addr1: '12 Main St', country: 'US' },
      lines: [{ note: 'Ann Lee' }],
    }),
  ).toEqual({
    phone: '***',
    memo: 'Order 576 for ***, call ***',
    address: { addr1: '***', country: 'US' },
    lines: [{ note: '***' }],
  })
})

test('only whole words are hidden', () => {
  expect(open().scrubText('Ann Leeds and Ann Lee; 12 Main Street; x12 Main St')).toBe(
    'Ann Leeds and ***; 12 Main Street; x12 Main St',
  )
})
