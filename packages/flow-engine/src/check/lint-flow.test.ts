import { expect, test } from 'vitest'
import { sampleConnectors } from '../testing/sample-connectors.js'
import { checkFlow } from './check-flow.js'
import { formatDiagnostic, formatGithubAnnotation } from './format-diagnostic.js'
import { lintFlow } from './lint-flow.js'

const clean = `flow: orders
summary: Orders become sales orders.
settings:
  prefix: { type: string, default: TTS }
connections: { shop: tiktok-shop, erp: netsuite }
export:
  from: shop.orders
  cursor: { field: update_time }
  traceKey: \${record.id}
steps:
  - filter: paid
    keep: money(record.payment.total_amount) > money("0")
  - lookup: items
    in: erp.itemsBySku
    match: record.line_items.map(unit, unit.seller_sku)
  - import: salesOrder
    into: erp.salesOrder
    externalId: \${settings.prefix}-\${record.id}
    payload:
      items: { $each: unit in record.line_items, id: "\${steps.items[unit.seller_sku].id}" }
`

const lint = (text: string) => {
  expect(checkFlow({ text, file: 'f', connectors: sampleConnectors }).diagnostics).toEqual([])
  return lintFlow({ text, file: 'f', connectors: sampleConnectors })
}

test('a flow that says what it means has no warnings', () => {
  expect(lint(clean)).toEqual([])
})

test.each([
  [
    'unused-setting',
    '${settings.prefix}-',
    '',
    'f:4:3  warning: the setting "prefix" is never used; use it, or take it out',
  ],
  [
    'unused-lookup',
    '${steps.items[unit.seller_sku].id}',
    '${unit.id}',
    'f:13:13  warning: the answer of lookup "items" is never used; read steps.items, or say what it is for with "onMiss"',
  ],
  [
    'unbounded-export',
    '  cursor: { field: update_time }\n',
    '',
    'f:7:9  warning: every run reads all of shop.orders; add "cursor:" to read what has changed, or bound it with "where:"',
  ],
  [
    'unhandled-failure',
    'connections:',
    'onFailure: { unavailable: { retry: { attempts: 3 } } }\nconnections:',
    'f:5:1  warning: no rule of the flow meets rate-limited and timeout; add one beside the others, or leave all of them to the defaults',
  ],
  [
    'money-as-number',
    'money(record.payment.total_amount) > money("0")',
    'double(record.payment.total_amount) > 0.0',
    'f:12:18  warning: record.payment.total_amount is an amount, and is handled as a number; write money(record.payment.total_amount)',
  ],
  [
    'money-as-number',
    'money(record.payment.total_amount) > money("0")',
    'record.payment.total_amount > "0"',
    'f:12:11  warning: record.payment.total_amount is an amount, and is handled as a number; write money(record.payment.total_amount)',
  ],
])('%s', (code, from, to, expected) => {
  expect(clean).toContain(from)
  const found = lint(clean.replace(from, to))

  expect(found.map(({ code: one }) => one)).toEqual([code])
  expect(found.map(diagnostic => formatDiagnostic(diagnostic))).toEqual([expected])
})

test('a lookup that is there to stop records says so, and is not unused', () => {
  const text = clean
    .replace('${steps.items[unit.seller_sku].id}', '${unit.id}')
    .replace('in: erp.itemsBySku', 'in: erp.itemsBySku\n    onMiss: fail')

  expect(lint(text)).toEqual([])
})

test('the excerpt names the code and where it is explained; GitHub gets an annotation', () => {
  const text = clean.replace('  cursor: { field: update_time }\n', '')
  const [found] = lint(text)
  if (found === undefined) throw new Error('no warning')

  expect(formatDiagnostic(found, text).split('\n').slice(1)).toEqual([
    '    7 |   from: shop.orders',
    '      |         ^',
    '      = unbounded-export: docs/flow-language/diagnostics.md#unbounded-export',
  ])
  expect(formatGithubAnnotation({ ...found, problem: '100% wrong\nhere' })).toMatch(
    /^::warning file=f,line=7,col=9,title=unbounded-export::100%25 wrong%0Ahere; add/,
  )
})

test('a flow that extends another is warned of what is its own', () => {
  const base = `flow: orders
summary: Orders.
settings: { unused: { type: string } }
connections: { shop: tiktok-shop }
export: { from: shop.orders, cursor: { field: update_time }, traceKey: "\${record.id}" }
steps: [{ filter: paid, keep: record.status == "PAID", because: not paid }]
`
  const text = `extends: base.flow.yaml
settings:
  used: { type: string, default: PAID }
  ours: { type: string }
changes:
  - in: paid
    set: { keep: record.status == settings.used }
`
  const files = { read: (file: string) => ({ file, text: base }) }

  expect(
    lintFlow({ text, file: 'mine.flow.yaml', connectors: sampleConnectors, files }).map(
      ({ code, file, line }) => `${code} ${file}:${line}`,
    ),
  ).toEqual(['unused-setting mine.flow.yaml:4'])
})
