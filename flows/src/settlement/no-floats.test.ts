import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('.', import.meta.url)

/** Drawing needs no cents. */
const drawing = new Set(['report/waterfall-svg.ts'])

/** What makes a float of an amount: an amount handed to Number, or arithmetic of text. */
const floats = [
  /parseFloat/,
  /\.toNumber\(/,
  /Number\([^)]*[aA]mount/,
  /Math\.(round|floor|ceil|trunc)/,
  /\+\(?[a-z.]*\.amount\b/,
]

test.each([
  "const fee = Number(row['fee_amount'])",
  'const total = parseFloat(text)',
  'return amount.toNumber()',
  'const cents = Math.round(total * 100)',
  'const sum = +line.amount',
])('"%s" is found', code => {
  expect(floats.some(float => float.test(code))).toBe(true)
})

test('no amount of the accounting ever becomes a float', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    name => name.endsWith('.ts') && !name.endsWith('.test.ts') && !drawing.has(name),
  )
  const found = files.flatMap(name =>
    readFileSync(new URL(name, folder), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        floats.some(float => float.test(line)) ? [`${name}:${index + 1} ${line.trim()}`] : [],
      ),
  )

  expect(files.length).toBeGreaterThan(15)
  expect(found).toEqual([])
})
