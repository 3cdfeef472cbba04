import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { sampleConnectors } from '../testing/sample-connectors.js'
import { drawFlow } from './draw-flow.js'
import { flowJsonSchema, fragmentJsonSchema } from './flow-schema.js'

const orders = readFileSync(
  new URL('../../../../flows/orders/tiktok-orders-to-netsuite-sales-orders.flow.yaml', import.meta.url),
  'utf8',
)
const connectors = sampleConnectors.map(connector => ({
  connection: connector.name === 'netsuite' ? 'erp' : 'shop',
  connector,
}))

test('the schema takes a flow that is right, and refuses keys that no step has', () => {
  const validate = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(
    flowJsonSchema(connectors),
  )
  const flow = parse(orders)

  expect([validate(flow), validate.errors]).toEqual([true, null])
  expect(validate({ ...flow, steps: [{ filter: 'a', kep: 'true' }] })).toBe(false)
  expect(validate({ ...flow, export: { ...flow.export, cursor: { field: 'updat_time' } } })).toBe(false)
})

test('steps inside steps and several exports complete as those at the top do', () => {
  const validate = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(
    flowJsonSchema(connectors),
  )
  const flow = parse(orders)
  const within = (step: object) => [
    validate({ ...flow, steps: [{ branch: 'b', branches: [{ name: 'a', steps: [step] }] }] }),
    validate({ ...flow, steps: [{ each: 'e', in: 'record.line_items', steps: [step] }] }),
    validate({
      ...flow,
      steps: [{ filter: 'f', keep: 'true', because: 'x', onFailure: { invalid: { run: [step] } } }],
    }),
    validate({ ...flow, onFailure: { invalid: { retry: { attempts: 2, then: { run: [step] } } } } }),
    validate({ extends: 'other.flow.yaml', changes: [{ after: 'paid', steps: [step] }] }),
  ]
  const { export: only, ...rest } = flow
  const exporting = (field: string) =>
    validate({ ...rest, exports: [{ ...only, export: 'paid', cursor: { field } }] })

  expect(within({ import: 'o', into: 'erp.salesOrder', externalId: 'x', payload: {} })).toEqual(
    Array(5).fill(true),
  )
  expect(within({ import: 'o', into: 'erp.salesOrder', operation: 'upsrt' })).toEqual(Array(5).fill(false))
  expect(within({ filter: 'a', kep: 'true' })).toEqual(Array(5).fill(false))
  expect([exporting('update_time'), exporting('updat_time')]).toEqual([true, false])
})

test("the schema of fragments takes one that is right, and its steps complete as a flow's do", () => {
  const validate = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(
    fragmentJsonSchema(connectors),
  )
  const fragment = parse(
    readFileSync(new URL('../../../../flows/shared/find-customer.fragment.yaml', import.meta.url), 'utf8'),
  )

  expect([validate(fragment), validate.errors]).toEqual([true, null])
  expect(validate({ ...fragment, steps: [{ filter: 'a', kep: 'true' }] })).toBe(false)
  expect(validate({ ...fragment, settings: {} })).toBe(false)
  expect(JSON.stringify(fragmentJsonSchema(connectors))).toContain('"erp.itemsBySku"')
})

test('resources, lookups and imports of the connectors complete', () => {
  const text = JSON.stringify(flowJsonSchema(connectors))

  for (const word of ['"shop.orders"', '"erp.itemsBySku"', '"erp.salesOrder"', '"update_time"'])
    expect(text).toContain(word)
})

test('a flow is drawn from its export to its end', () => {
  const drawing = drawFlow(`flow: a
summary: b
connections: { shop: tiktok-shop, erp: netsuite }
export: { from: shop.orders, traceKey: "\${record.id}" }
steps:
  - filter: paid
    keep: record.status != "UNPAID"
  - import: order
    into: erp.salesOrder
    externalId: x
    payload: {}
`)

  expect(drawing).toBe(`flowchart TD
  n1(["export shop.orders"])
  n2{"filter paid<br/>keep record.status != #quot;UNPAID#quot;"}
  n1 --> n2
  n3(("skipped"))
  n2 -->|"no"| n3
  n4[/"import order<br/>erp.salesOrder"/]
  n2 -->|"yes"| n4
  n5(("settled"))
  n4 --> n5
`)
})
