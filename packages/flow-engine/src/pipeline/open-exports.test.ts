import { expect, test } from 'vitest'
import { flowOf, wrongIn } from '../testing/flow-cases.js'

const steps = `
- import: order
  into: erp.salesOrder
  externalId: \${record.id}
  payload: { from: "\${run.export}" }
`
const cursor = (more: string) =>
  `export: { from: shop.orders, traceKey: "\${record.id}", cursor: { field: update_time, ${more} } }\n`

test('lag leaves young changes for later, and the next run goes on an overlap before', async () => {
  const cases = `
  - name: two runs
    records: [{ id: "1", update_time: 1 }]
    runs:
      - at: 2026-01-01T00:00:00Z
        expect: { window: { from: null, until: 2025-12-31T23:55:00Z }, cursor: 2025-12-31T23:55:00Z }
      - at: 2026-01-01T01:00:00Z
        expect: { window: { from: 2025-12-31T23:54:00Z, until: 2026-01-01T00:55:00Z }, counts: { skipped: 1 } }
`
  expect(await wrongIn(flowOf(steps, cursor('lag: 5m, overlap: 1m')), cases)).toEqual([])
})

test('how long a change has to wait may be a setting', async () => {
  const cases = `
  - name: held
    records: []
    at: 2026-01-01T00:00:00Z
    expect: { window: { from: null, until: 2025-12-31T23:55:00Z } }
`
  const flow = flowOf(steps, cursor('lag: "${settings.holdMinutes}m"'))
  const holdMinutes = 'settings: { holdMinutes: { type: integer, default: 5 },'

  expect(await wrongIn(flow.replace('settings: {', holdMinutes), cases)).toEqual([])
  expect(await wrongIn(flow, cases)).toEqual([expect.stringContaining('"holdMinutes"')])
})

test('the first run starts and all runs end where the flow says', async () => {
  const more = 'start: "2025-12-01T00:00:00Z", end: "${1767225600}"'
  const cases = `
  - name: bounds
    records: []
    at: 2026-02-01T00:00:00Z
    runs:
      - expect: { window: { from: 2025-12-01T00:00:00Z, until: 2026-01-01T00:00:00Z }, cursor: 2026-01-01T00:00:00Z }
      - expect: { calls: { shop: 0 }, cursor: 2026-01-01T00:00:00Z }
`
  expect(await wrongIn(flowOf(steps, cursor(more)), cases)).toEqual([])
})

test('what keeps behind another flow reads nothing before that one has run', async () => {
  const cases = `
  - name: behind
    records: [{ id: "1" }]
    expect: { counts: { read: 0 }, warnings: ["keeps behind"], cursor: null }
`
  expect(await wrongIn(flowOf(steps, cursor('keepBehind: parents')), cases)).toEqual([])
})

test('limit and ids read a part, and leave the cursor alone', async () => {
  const limited = flowOf(
    steps,
    'export: { from: shop.orders, traceKey: "${record.id}", limit: 3, cursor: { field: update_time } }',
  )
  const limitCases = `
  - name: limit
    pages: [[{ id: "1" }, { id: "2" }], [{ id: "3" }, { id: "4" }], [{ id: "5" }]]
    expect: { counts: { read: 3, written: 3 }, calls: { shop: 2 }, cursor: null }
`
  expect(await wrongIn(limited, limitCases)).toEqual([])
  const byIds = flowOf(
    steps,
    'export: { from: shop.orders, traceKey: "${record.id}", ids: \'${["2", "5"]}\', cursor: { field: update_time } }',
  )
  const idCases = `
  - name: ids
    records: [{ id: "1" }, { id: "2" }, { id: "5" }]
    expect: { counts: { read: 2 }, cursor: null }
`
  expect(await wrongIn(byIds, idCases)).toEqual([])
})

test('once marks each record in its source after it is done, and only then', async () => {
  const flow = flowOf(
    steps,
    'export: { from: erp.customers, traceKey: "${record.id}", once: { into: erp.note, operation: upsert, id: "${record.id}", payload: { exported: true } } }',
  ).replace('into: erp.salesOrder', 'when: record.id != "4"\n    into: erp.salesOrder')
  const cases = `
  - name: once
    records: [{ id: "1" }, { id: "2" }, { id: "3" }, { id: "4" }]
    failures: { order: { kind: invalid, of: "2" }, mark: { kind: invalid, of: "3" } }
    expect:
      outcomes: [written, failed, written, written]
      exactly: { mark: [{ exported: true }, { exported: true }, { exported: true }] }
      warnings: ["3 is done but could not be marked"]
      counts: { read: 4, written: 3, failed: 1 }
`.replace('failed, written', '"failed: invalid", written')
  expect(await wrongIn(flow, cases)).toEqual([])
})

test.each(['inTurn', 'together'])('several exports are read %s, each with its own cursor', async order => {
  const flow = flowOf(
    steps,
    `exports:
  - { export: recent, from: shop.orders, traceKey: "\${record.id}", cursor: { field: update_time } }
  - { export: customers, from: erp.customers, traceKey: "C-\${record.id}", cursor: { field: lastModifiedDate, lag: 1h } }
exportOrder: ${order}
`,
  )
  const cases = `
  - name: several
    at: 2026-01-01T12:00:00Z
    runs:
      - exports: { recent: { pages: [[{ id: "1" }], [{ id: "2" }]] }, customers: [{ id: "1" }] }
        failures: { order: { kind: invalid, of: "2" } }
        expect:
          counts: { read: 3, written: 2, failed: 1 }
          cursor: { recent: 2026-01-01T12:00:00Z, customers: 2026-01-01T11:00:00Z }
          outcomes: [written, "failed: invalid", written]
      - retry: true
        expect: { counts: { read: 1, written: 1 }, payloads: { order: [{ from: recent }] } }
`
  expect(await wrongIn(flow, cases)).toEqual([])
})

test.each([
  [
    'two exports of one name',
    'exports: [{ export: a, from: shop.orders, traceKey: x }, { export: a, from: shop.orders, traceKey: x }]',
    '5:68  there are two exports "a"; give this one another name',
  ],
  ['none', 'exportOrder: inTurn', '1:1  "export" is missing; add it'],
  [
    'once beside a cursor',
    'export: { from: shop.orders, traceKey: x, cursor: { field: update_time }, once: { into: erp.note, operation: create, id: x, payload: {} } }',
    '5:81  an export has either a cursor or once; keep one of them',
  ],
])('%s is said', async (_, more, message) => {
  const flow = message.includes('missing') ? flowOf(steps).replace(/^export:.*$/m, more) : flowOf(steps, more)
  expect(await wrongIn(flow, '  - name: x\n    records: []\n')).toEqual([`orders.flow.yaml:${message}`])
})
