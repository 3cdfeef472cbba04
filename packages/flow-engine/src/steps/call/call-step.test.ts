import { expect, test } from 'vitest'
import { flowOf, wrongIn } from '../../testing/flow-cases.js'

const fragment = `fragment: find-item
summary: Finds an item.
parameters:
  sku: { type: string, required: true }
  prefix: { type: string, default: P }
connections: { system: netsuite }
steps:
  - lookup: item
    in: system.itemsBySku
    match: parameters.prefix + parameters.sku
  - transform: mark
    set: { found: "\${connections.system.key}" }
answer: { id: "\${steps.item.id}" }
`

const steps = `
- call: first
  fragment: ./find-item.fragment.yaml
  with: { sku: "\${record.status}" }
  connections: { system: erp }
- call: second
  fragment: ./find-item.fragment.yaml
  with: { sku: X, prefix: Q }
  connections: { system: erp }
- import: order
  into: erp.salesOrder
  externalId: \${record.id}
  payload: { first: "\${steps.first.id}", second: "\${steps.second.id}", found: "\${record.found}" }
`

const filesWith = (text: string) => ({
  read: (path: string) =>
    path === './find-item.fragment.yaml' ? { file: 'find-item.fragment.yaml', text } : undefined,
})

const cases = `
  - name: fragment
    records: [{ id: "1", status: A }, { id: "2", status: Z }]
    lookups: { first/item: { PA: { id: i1 } }, second/item: { QX: { id: i2 } } }
    expect:
      outcomes: [written, "failed: missing"]
      exactly: { order: [{ first: i1, second: i2, found: ERP, externalId: "1" }] }
      parked: [{ key: "2", step: first/item }]
`

test('a fragment works with its parameters and connections, and answers', async () => {
  expect(await wrongIn(flowOf(steps), cases, { files: filesWith(fragment) })).toEqual([])
})

test('a mistake in a fragment is said once, with its own file; its names are its own', async () => {
  const broken = fragment
    .replace('parameters.sku', 'parameters.skus')
    .replace('system.itemsBySku', 'erp.itemsBySku')
  expect(await wrongIn(flowOf(steps), cases, { files: filesWith(broken) })).toEqual([
    'find-item.fragment.yaml:9:9  there is no connection "erp"; known here: system',
    'find-item.fragment.yaml:10:43  parameters has no "skus"; did you mean "sku"?',
  ])
  const reaching = fragment.replace('answer:', 'answer: { x: "${settings.prefix}" } #')
  expect(await wrongIn(flowOf(steps), cases, { files: filesWith(reaching) })).toEqual([
    expect.stringContaining('find-item.fragment.yaml:13:17  "settings" is not known here'),
  ])
})

test.each([
  [
    'a parameter that is missing',
    'with: { sku: X, prefix: Q }',
    'with: { prefix: Q }',
    '13:11  the parameter "sku" is missing; give it a value',
  ],
  [
    'a parameter of the wrong type',
    'sku: X,',
    'sku: 5,',
    '13:18  the parameter "sku" must be of type string; correct the value',
  ],
  [
    'a parameter that is not there',
    'prefix: Q',
    'prefx: Q',
    '13:28  there is no parameter "prefx"; did you mean "prefix"?',
  ],
  [
    'a connection to another system',
    'connections: { system: erp }\n- import',
    'connections: { system: shop }\n- import',
    `14:28  the fragment's connection "system" is netsuite, and "shop" is tiktok-shop; name another connection under "connections:"`,
  ],
  [
    'a file that is not there',
    './find-item.fragment.yaml\n  with: { sku: X',
    './nothing.yaml\n  with: { sku: X',
    '12:15  the fragment ./nothing.yaml cannot be read; check the path; it starts from this file',
  ],
])('%s is said', async (_, from, to, message) => {
  const flow = flowOf(steps.replace(from, to))
  expect(await wrongIn(flow, cases, { files: filesWith(fragment) })).toEqual([`orders.flow.yaml:${message}`])
})

test('fragments that call themselves are refused', async () => {
  const again = '  - call: again\n    fragment: ./find-item.fragment.yaml\n    with: { sku: X }\nanswer:'
  const circle = fragment.replace('answer:', again)
  expect(await wrongIn(flowOf(steps), cases, { files: filesWith(circle) })).toEqual([
    expect.stringContaining('the fragment ./find-item.fragment.yaml calls itself'),
  ])
})
