import { styleText } from 'node:util'
import { expect, test } from 'vitest'
import { renderTable } from './table.js'

test('columns line up, numbers to the right, and no line ends in spaces', () => {
  const table = renderTable(
    [{ title: 'outcome' }, { title: 'orders', align: 'right' }],
    [
      ['written', '1204'],
      ['skipped', '7'],
    ],
  )

  expect(table).toBe('outcome  orders\nwritten    1204\nskipped       7')
})

test('colours do not count as width', () => {
  const coloured = styleText('red', 'failed', { validateStream: false })

  const table = renderTable(
    [{ title: '' }, { title: '' }],
    [
      [coloured, 'a'],
      ['ok', 'b'],
    ],
  )

  expect(table.split('\n')).toEqual([`${coloured}  a`, 'ok      b'])
})
