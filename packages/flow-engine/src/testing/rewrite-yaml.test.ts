import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { rewriteYaml } from './rewrite-yaml.js'

const text = `# Tests of orders.
cases:
  - name: paid # as TikTok gives it
    records:
      - { id: '1', status: PAID }
    expect:
      outcomes: [written, 'skipped: order is UNPAID']   # both
      payloads:
        salesOrder:
          - memo: "order 1"
            # in cents
            amount: '12.30'

  - name: nothing
    records: []
`

const change = (act: (file: ReturnType<typeof parse>) => void): string => {
  const value = parse(text)
  act(value)
  return rewriteYaml(text, value)
}

test('what is the same stays as it is written', () => {
  expect(rewriteYaml(text, parse(text))).toBe(text)
  expect(
    change(file => {
      file.cases[0].expect.payloads.salesOrder[0].amount = '13.00'
    }),
  ).toBe(text.replace('12.30', '13.00'))
})

test('short lists in brackets stay in brackets, and keep the comment behind them', () => {
  expect(
    change(file => {
      file.cases[0].expect.outcomes = ['written']
    }),
  ).toBe(text.replace(`[written, 'skipped: order is UNPAID']`, '[ written ]'))
})

test('further items and keys stand below the last one', () => {
  expect(
    change(file => {
      file.cases[0].expect.payloads.salesOrder.push({ memo: 'order 2', lines: [{ quantity: 1 }] })
      file.cases[1].expect = { outcomes: [] }
    }),
  ).toBe(
    text
      .replace(
        `            amount: '12.30'\n`,
        `            amount: '12.30'
          - memo: order 2
            lines:
              - quantity: 1\n`,
      )
      .replace('    records: []\n', '    records: []\n    expect:\n      outcomes: []\n'),
  )
})

test('whatever is changed, the text holds the new value', () => {
  const value = fc.jsonValue({ maxDepth: 3, noUnicodeString: false })
  fc.assert(
    fc.property(
      value,
      value,
      fc.constantFrom<'block' | 'flow' | 'any'>('block', 'flow', 'any'),
      (from, to, collectionStyle) => {
        // A file is a map; -0 is no JSON.
        const [before, after] = [from, to].map(inside => JSON.parse(JSON.stringify({ inside })))
        const written = stringify(before, { collectionStyle })
        expect(parse(rewriteYaml(written, after))).toEqual(after)
      },
    ),
    { numRuns: 25 },
  )
})
