import { expect, test } from 'vitest'
import { compileFlow } from '../compile/compile-flow.js'
import { sampleConnectors } from '../testing/sample-connectors.js'
import { checkFlow } from './check-flow.js'
import { formatDiagnostic } from './format-diagnostic.js'

const good = `flow: orders
summary: Orders become sales orders.
settings:
  prefix: { type: string, default: TTS }
  customer: { type: string, required: true, description: The customer. }
connections: { shop: tiktok-shop, erp: netsuite }
triggers:
  - every: 5m
  - { cron: "0 6 * * *", timezone: America/New_York }
  - webhook: shop.order-status-change
export:
  from: shop.orders
  cursor: { field: update_time, overlap: 10m }
  traceKey: \${record.id}
steps:
  - filter: paid
    keep: record.status != "UNPAID"
    because: order is \${record.status}
  - transform: lines
    set:
      units: \${record.line_items.filter(unit, unit.seller_sku != "")}
  - lookup: items
    in: erp.itemsBySku
    match: record.units.map(unit, unit.seller_sku)
  - import: salesOrder
    into: erp.salesOrder
    externalId: \${settings.prefix}-\${record.id}
    payload:
      memo: order \${record.id}
      item:
        items:
          $each: unit in record.units
          item: { id: "\${steps.items[unit.seller_sku].id}" }
onFailure:
  unavailable: { retry: { attempts: 3, backoff: 1s..9s } }
`

const check = (text: string) => checkFlow({ text, file: 'orders.flow.yaml', connectors: sampleConnectors })
const change = (from: string, to: string) => {
  expect(good).toContain(from)
  return check(good.replace(from, to)).diagnostics.map(diagnostic => formatDiagnostic(diagnostic))
}

test('a flow that is right has no diagnostics and compiles to plain JSON', () => {
  const { spec, diagnostics } = check(good)
  expect(diagnostics).toEqual([])
  if (spec === undefined) throw new Error('no spec')

  const { plan, problems } = compileFlow(spec, {
    settings: { customer: '7' },
    connections: { shop: { key: 'US1' }, erp: { key: 'NS' } },
    connectors: sampleConnectors,
  })

  expect(problems).toEqual([])
  expect(plan).toEqual(JSON.parse(JSON.stringify(plan)))
  expect(plan).toMatchObject({
    settings: { prefix: 'TTS', customer: '7' },
    triggers: [
      { kind: 'every', everyMs: 300_000 },
      { kind: 'cron', pattern: '0 6 * * *', timeZone: 'America/New_York' },
      { kind: 'webhook', connection: 'shop', topic: 'order-status-change' },
    ],
    exports: [{ cursor: { field: 'update_time', form: 'epoch-seconds', overlapMs: 600_000 }, idField: 'id' }],
    steps: [
      { kind: 'filter', id: 'paid' },
      { kind: 'transform' },
      { kind: 'lookup' },
      { kind: 'import', ifExists: 'keep' },
    ],
    onFailure: {
      unavailable: { then: 'retry', retry: { attempts: 3, firstDelayMs: 1_000, maxDelayMs: 9_000 } },
      auth: { then: 'stop' },
    },
  })
})

test.each([
  [
    'a misspelt key',
    'summary:',
    'sumary:',
    [
      'orders.flow.yaml:1:1  "summary" is missing; add it',
      'orders.flow.yaml:2:1  the flow has an unknown key "sumary"; did you mean "summary"?',
    ],
  ],
  [
    'a misspelt key of a step',
    '    keep:',
    '    kep:',
    [
      'orders.flow.yaml:16:5  "keep" is missing; add it',
      'orders.flow.yaml:17:5  this filter has an unknown key "kep"; did you mean "keep"?',
    ],
  ],
  [
    'an unknown step kind',
    '- filter: paid',
    '- filtre: paid',
    ['orders.flow.yaml:16:5  no step starts with "filtre"; did you mean "filter"?'],
  ],
  [
    'a schedule that cannot be kept',
    'cron: "0 6',
    'cron: "0 26',
    [
      'orders.flow.yaml:9:13  this schedule cannot be kept: Invalid value for hour: 26; write minute, hour, day, month, weekday, such as "*/5 * * * *", and a zone such as Europe/Berlin',
    ],
  ],
  [
    'an unknown webhook',
    'shop.order-status-change',
    'shop.order-status-chagne',
    [
      'orders.flow.yaml:10:14  tiktok-shop sends no webhook "order-status-chagne"; did you mean "order-status-change"?',
    ],
  ],
  [
    'an unknown connector',
    'erp: netsuite',
    'erp: netsuit',
    ['orders.flow.yaml:6:40  there is no connector "netsuit"; did you mean "netsuite"?'],
  ],
  [
    'an unknown connection',
    'from: shop.orders',
    'from: shp.orders',
    ['orders.flow.yaml:12:9  there is no connection "shp"; did you mean "shop"?'],
  ],
  [
    'an unknown resource',
    'from: shop.orders',
    'from: shop.order',
    ['orders.flow.yaml:12:9  tiktok-shop has no resource "order"; did you mean "orders"?'],
  ],
  [
    'an unknown lookup',
    'in: erp.itemsBySku',
    'in: erp.itemBySku',
    ['orders.flow.yaml:23:9  netsuite has no lookup "itemBySku"; did you mean "itemsBySku"?'],
  ],
  [
    'an unknown import',
    'into: erp.salesOrder',
    'into: erp.salesorder',
    ['orders.flow.yaml:26:11  netsuite has no import "salesorder"; did you mean "salesOrder"?'],
  ],
  [
    'a wrong cursor field',
    'field: update_time',
    'field: updat_time',
    ['orders.flow.yaml:13:20  shop.orders cannot be read by "updat_time"; did you mean "update_time"?'],
  ],
  [
    'a wrong path in an expression',
    'keep: record.status',
    'keep: record.payment.totl',
    ['orders.flow.yaml:17:26  record.payment has no "totl"; did you mean "total_amount"?'],
  ],
  [
    'a wrong path in a template',
    'memo: order ${record.id}',
    'memo: order ${record.ids}',
    ['orders.flow.yaml:29:28  record has no "ids"; did you mean "id"?'],
  ],
  [
    'a wrong path in $each',
    'unit in record.units',
    'unit in record.unis',
    ['orders.flow.yaml:32:33  record has no "unis"; did you mean "units"?'],
  ],
  [
    'a wrong path in a lookup answer',
    'unit.seller_sku].id',
    'unit.seller_sku].idd',
    ['orders.flow.yaml:33:55  steps.items[unit.seller_sku] has no "idd"; did you mean "id"?'],
  ],
  [
    'an unknown setting',
    '${settings.prefix}-',
    '${settings.prefx}-',
    ['orders.flow.yaml:27:28  settings has no "prefx"; did you mean "prefix"?'],
  ],
  [
    'a template without an end',
    'memo: order ${record.id}',
    'memo: order ${record.id',
    ['orders.flow.yaml:29:19  "${" has no closing "}"; close it, or write $${ for a plain ${'],
  ],
  [
    'an import that could write twice',
    '    externalId: ${settings.prefix}-${record.id}\n',
    '',
    [
      'orders.flow.yaml:25:13  this import has neither externalId nor idempotencyKey, so a retry could write twice; add "externalId:", for example ${settings.externalIdPrefix}-${record.id}',
    ],
  ],
  [
    'a wrong duration',
    'overlap: 10m',
    'overlap: ten',
    ['orders.flow.yaml:13:42  "overlap" must be a duration such as 30s, 10m or 2h; correct the value'],
  ],
  [
    'a failure kind that does not exist',
    'unavailable:',
    'unavailible:',
    ['orders.flow.yaml:35:3  "onFailure" has an unknown key "unavailible"; did you mean "unavailable"?'],
  ],
])('%s', (_, from, to, expected) => {
  expect(change(from, to)).toEqual(expected)
})

test('everything wrong is said at once, in the order of the file', () => {
  const broken = good
    .replace('in: erp', 'in: epr')
    .replace('record.status !=', 'record.stats !=')
    .replace('payload:', 'paylod:')

  expect(check(broken).diagnostics.map(({ line }) => line)).toEqual([17, 23, 28])
})

test('broken YAML says where it breaks', () => {
  const [first] = check(good.replace('  from: shop.orders', '  from: [shop.orders')).diagnostics

  expect(first).toMatchObject({ code: 'yaml-syntax', file: 'orders.flow.yaml' })
  expect(first?.line).toBeGreaterThanOrEqual(8)
})

test.each([
  ['prototype keys', `${good}__proto__: { a: 1 }\n`],
  [
    'alias bombs',
    `a: &a [1,2,3,4,5,6,7,8,9]\n${'bcdefgh'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`)
      .join('\n')}\n`,
  ],
  ['deep nesting', `a: ${'['.repeat(5_000)}${']'.repeat(5_000)}`],
])('%s are refused with a place', (_, text) => {
  const { spec, diagnostics } = check(text)

  expect(spec).toBeUndefined()
  expect(diagnostics[0]).toMatchObject({
    code: 'unsafe-yaml',
    line: expect.any(Number),
    column: expect.any(Number),
  })
})

test('the excerpt shows the line with a caret under the place', () => {
  const text = good.replace('keep: record.status', 'keep: record.stats')
  const [diagnostic] = check(text).diagnostics
  if (diagnostic === undefined) throw new Error('no diagnostic')

  expect(formatDiagnostic(diagnostic, text)).toBe(
    [
      'orders.flow.yaml:17:18  record has no "stats"; did you mean "status"?',
      '    17 |     keep: record.stats != "UNPAID"',
      '       |                  ^',
      '       = unknown-path: docs/flow-language/diagnostics.md#unknown-path',
    ].join('\n'),
  )
})

test('settings are validated, defaults applied, and everything missing is named', () => {
  const { spec } = check(good)
  if (spec === undefined) throw new Error('no spec')

  const { plan, problems } = compileFlow(spec, {
    settings: { prefx: 'A' },
    connections: { shop: { key: 'US1' } },
    connectors: sampleConnectors,
  })

  expect(plan).toBeUndefined()
  expect(problems.map(({ problem, next }) => `${problem}; ${next}`)).toEqual([
    'the flow\'s connection "erp" has no account; bind it under "connections:" to a netsuite account',
    'the setting "customer" is missing; give it: The customer.',
    'there is no setting "prefx"; did you mean "prefix"?',
  ])
})

test('an unsafe key hides nothing else that is wrong', () => {
  expect(
    change('prefix: { type: string, default: TTS }', '__proto__: { type: strng }\n  prefix: { type: strng }'),
  ).toEqual([
    expect.stringContaining('the key "__proto__" is not allowed'),
    expect.stringContaining('"type" must be one of'),
  ])
})
