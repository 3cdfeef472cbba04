import { expect, test } from 'vitest'
import { flowOf, wrongIn } from '../../testing/flow-cases.js'

const steps = `
- each: lines
  in: record.line_items
  gather: \${steps.line.id}
  steps:
    - filter: named
      keep: record.seller_sku != ""
    - lookup: item
      in: erp.itemsBySku
      match: record.seller_sku
    - import: line
      into: erp.salesOrder
      externalId: \${parent.id}-\${record.id}
      payload: { item: "\${steps.item.id}", index: "\${index}", order: "\${parent.status}" }
- import: summary
  into: erp.note
  externalId: \${record.id}
  payload: { lines: "\${steps.lines}", size: "\${size(record.line_items)}" }
`

const records = `
      - id: "1"
        status: PAID
        line_items: [{ id: a, seller_sku: SCARF }, { id: b, seller_sku: "" }, { id: c, seller_sku: BELT }]
      - { id: "2", status: NEW, line_items: [{ id: d, seller_sku: BELT }] }
      - { id: "3", status: NEW, line_items: [] }`

test('each element goes through the steps with its parent and place, and what it leaves is gathered', async () => {
  const cases = `
  - name: each
    records: ${records}
    lookups: { item: { SCARF: { id: i1 }, BELT: { id: i2 } } }
    answers: { line: [{ id: w1 }, { id: w2 }, { id: w3 }] }
    expect:
      outcomes: [written, written, written]
      calls: { shop: 1, erp: 7 } # one lookup for the children of all records
      exactly:
        lines/line:
          - { item: i1, index: 0, order: PAID, externalId: 1-a }
          - { item: i2, index: 2, order: PAID, externalId: 1-c }
          - { item: i2, index: 0, order: NEW, externalId: 2-d }
        summary:
          - { lines: [w1, w2], size: 3, externalId: "1" }
          - { lines: [w3], size: 1, externalId: "2" }
          - { lines: [], size: 0, externalId: "3" }
`
  expect(await wrongIn(flowOf(steps), cases)).toEqual([])
})

test("a failing child is its record's one failure, names the child, and the others are written", async () => {
  const cases = `
  - name: failing
    records: ${records}
    lookups: { item: { SCARF: { id: i1 }, BELT: { id: i2 } } }
    failures: { line: { kind: invalid, message: refused, of: 1-a } }
    expect:
      outcomes: ["failed: invalid: lines[0]: refused", written, written]
      payloads: { line: [{ externalId: 1-a }, { externalId: 1-c }, { externalId: 2-d }] }
      parked: [{ key: "1", step: lines/line }]
      counts: { read: 3, written: 2, failed: 1 }
  - name: a miss
    records: ${records}
    lookups: { item: { BELT: { id: i2 } } }
    expect: { outcomes: ["failed: missing", written, written] }
`
  expect(await wrongIn(flowOf(steps), cases)).toEqual([])
})

test('elements are checked: their paths, and the names around them', async () => {
  const flow = flowOf(
    steps
      .replace('record.seller_sku != ""', 'record.sellersku != ""')
      .replace('parent.status', 'parent.stats'),
  )
  expect(await wrongIn(flow, '  - name: x\n    records: []\n')).toEqual([
    'orders.flow.yaml:12:22  record has no "sellersku"; did you mean "seller_sku"?',
    'orders.flow.yaml:19:82  parent has no "stats"; did you mean "status"?',
  ])
  expect(
    await wrongIn(
      flowOf(`${steps}\n- filter: x\n  keep: parent.id == "1"`),
      '  - name: x\n    records: []\n',
    ),
  ).toEqual([
    'orders.flow.yaml:26:11  "parent" is not known here; known here: connections, record, run, settings, steps',
  ])
})

test('steps without an own place are text and numbers too, and each may stand in each', async () => {
  const nested = `
- transform: matrix
  set: { rows: '\${[["a", "b"], ["c"]]}' }
- each: rows
  in: "record.rows.map(row, {'cells': row})"
  steps:
    - each: cells
      in: record.cells
      gather: \${record.value + string(index)}
      steps:
        - filter: any
          keep: "true"
- import: all
  into: erp.note
  externalId: \${record.id}
  payload: { rows: "\${steps.rows}" }
`
  const cases = `
  - name: nested
    records: [{ id: "1" }]
    expect: { exactly: { all: [{ externalId: "1", rows: [{ cells: [a0, b1] }, { cells: [c0] }] }] } }
`
  expect(await wrongIn(flowOf(nested), cases)).toEqual([])
})
