import { expect, test } from 'vitest'
import { flowOf, wrongIn } from '../../testing/flow-cases.js'

const byKind = (take: string) => `
- branch: byKind
  take: ${take}
  branches:
    - name: paid
      when: record.status == "PAID"
      steps:
        - transform: paid
          set: { kind: cash }
        - import: document
          into: erp.salesOrder
          externalId: C-\${record.id}
          payload: { kind: "\${record.kind}" }
    - name: large
      when: size(record.line_items) > 1
      steps:
        - filter: notTest
          keep: record.id != "9"
          because: a test order
        - import: document2
          into: erp.salesOrder
          externalId: L-\${record.id}
          payload: { memo: large }
- import: note
  into: erp.note
  externalId: N-\${record.id}
  payload: { kind: '\${record.?kind.orValue("none")}', seen: "\${has(steps.document)}" }
`

const records = `
      - { id: "1", status: PAID, line_items: [{ seller_sku: A }] }
      - { id: "2", status: PAID, line_items: [{ seller_sku: A }, { seller_sku: B }] }
      - { id: "3", status: NEW, line_items: [{ seller_sku: A }, { seller_sku: B }] }
      - { id: "4", status: NEW, line_items: [] }
      - { id: "9", status: NEW, line_items: [{ seller_sku: A }, { seller_sku: B }] }`

test('records go into the first branch that matches, or past all of them, and go on together below', async () => {
  const cases = `
  - name: first
    records: ${records}
    expect:
      outcomes: [written, written, written, written, "skipped: a test order"]
      exactly:
        document: [{ kind: cash, externalId: C-1 }, { kind: cash, externalId: C-2 }]
        byKind/large/document2: [{ memo: large, externalId: L-3 }]
        note:
          - { kind: cash, seen: true, externalId: N-1 }
          - { kind: cash, seen: true, externalId: N-2 }
          - { kind: none, seen: false, externalId: N-3 }
          - { kind: none, seen: false, externalId: N-4 }
`
  expect(await wrongIn(flowOf(byKind('first')), cases)).toEqual([])
})

test('take: all sends a copy into each branch; its changes stay there and its answers do not', async () => {
  const cases = `
  - name: all
    records: ${records}
    expect:
      outcomes: [written, written, written, written, "skipped: a test order"]
      payloads:
        document: [{ externalId: C-1 }, { externalId: C-2 }]
        document2: [{ externalId: L-2 }, { externalId: L-3 }]
        note: [{ seen: true }, { seen: true }, { seen: false }, { seen: false }]
`
  expect(await wrongIn(flowOf(byKind('all').replace(/kind: '[^']*orValue[^']*', /, '')), cases)).toEqual([])
})

test('a failure inside names the branch, and a rule of the branch step ends the step as a whole', async () => {
  const cases = (outcome: string, parked: string) => `
  - name: failing
    records: [{ id: "1", status: PAID, line_items: [] }]
    failures: { document: { kind: invalid, message: refused } }
    expect: { outcomes: ["${outcome}"], parked: ${parked} }
`
  const parked = cases(
    'failed: invalid: refused',
    '[{ key: "1", step: byKind/paid/document, kind: invalid }]',
  )
  expect(await wrongIn(flowOf(byKind('first')), parked)).toEqual([])

  const continuing = byKind('first').replace('  branches:', '  onFailure: { invalid: continue }\n  branches:')
  expect(await wrongIn(flowOf(continuing), cases('written', '[]'))).toEqual([])
})

test('branches that can never be taken, and names that are there twice, are said', async () => {
  const flow = flowOf(`
- branch: byKind
  branches:
    - name: all
      steps: []
    - name: all
      when: record.stats == "PAID"
      stps: []
`)
  expect(await wrongIn(flow, '  - name: x\n    records: []\n')).toEqual([
    'orders.flow.yaml:11:9  "steps" is missing; add it',
    'orders.flow.yaml:13:9  "branches[1]" has an unknown key "stps"; did you mean "steps"?',
  ])
  expect(await wrongIn(flow.replace('stps', 'steps'), '  - name: x\n    records: []\n')).toEqual([
    'orders.flow.yaml:9:9  the branch "all" takes every record, so nothing comes to those below it; add "when:", or make it the last one',
    'orders.flow.yaml:11:15  there are two branches "all"; give this one another name',
    'orders.flow.yaml:12:22  record has no "stats"; did you mean "status"?',
  ])
})
