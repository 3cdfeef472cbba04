import { expect, test } from 'vitest'
import { flowOf, wrongIn } from '../../testing/flow-cases.js'

const steps = (more: string) => `
- filter: known
  keep: record.status != "GONE"
  because: gone
- group: byStatus
  by: record.status
  gather: \${record.id}
  ${more}
- import: group
  into: erp.salesOrder
  externalId: \${record.key}-\${record.part}
  payload: { ids: "\${record.records}", count: "\${record.count}" }
`

const pages = `
      - [{ id: "1", status: A }, { id: "2", status: A }, { id: "3", status: GONE }]
      - [{ id: "4", status: A }, { id: "5", status: B }]
      - [{ id: "6", status: A }]`

const all = '[written, written, "skipped: gone", written, written, written]'

test.each([
  ['adjacent', 'over: adjacent', '[A-1: [1, 2, 4]] [B-1: [5]] [A-2: [6]]'],
  ['a page', 'over: page', '[A-1: [1, 2]] [A-2: [4]] [B-1: [5]] [A-3: [6]]'],
  ['the run', 'over: run', '[A-1: [1, 2, 4, 6]] [B-1: [5]]'],
  ['the run, at most two in a group', 'over: run\n  size: 2', '[A-1: [1, 2]] [A-2: [4, 6]] [B-1: [5]]'],
  [
    'the run, with two records in memory',
    'over: run\n  holdAtMost: 2',
    '[A-1: [1, 2, 4]] [B-1: [5]] [A-2: [6]]',
  ],
])('records become groups over %s, and every member shares the outcome', async (_, more, groups) => {
  const wanted = [...groups.matchAll(/\[(\w-\d): (\[[^\]]*\])\]/g)].map(([, id, ids]) => {
    const list = ids?.match(/\d/g) ?? []
    return `{ externalId: ${id}, count: ${list.length}, ids: [${list.map(member => `"${member}"`)}] }`
  })
  const cases = `
  - name: groups
    pages: ${pages}
    expect:
      outcomes: ${all}
      exactly: { group: [${wanted}] }
      counts: { read: 6, written: 5, skipped: 1, failed: 0 }
      calls: { shop: 3, erp: ${wanted.length} }
`
  expect(await wrongIn(flowOf(steps(more)), cases)).toEqual([])
})

test('a refused group parks each of its members, and a retry groups them again', async () => {
  const cases = `
  - name: refused
    runs:
      - pages: ${pages.replaceAll('\n', '\n    ')}
        failures: { group: { kind: invalid, message: refused, of: A-1 } }
        expect:
          counts: { read: 6, written: 1, skipped: 1, failed: 4 }
          parked: [{ key: "1", step: byStatus/../group }, {}, {}, {}]
      - retry: true
        expect:
          exactly: { group: [{ externalId: A-1, count: 4, ids: ["1", "2", "4", "6"] }] }
          counts: { read: 4, written: 4 }
          parked: []
`.replace('byStatus/../group', 'group')
  expect(await wrongIn(flowOf(steps('over: run')), cases)).toEqual([])
})

test('a run that stops before its end writes no group whose end it has not seen, and reads its members again', async () => {
  const cases = `
  - name: broken off
    runs:
      - pages: ${pages.replaceAll('\n', '\n    ')}
        failures: { export: { kind: unavailable } }
        expect: { stopped: unavailable, exactly: { group: [] }, counts: { read: 1, skipped: 1 }, cursor: null }
      - pages: ${pages.replaceAll('\n', '\n    ')}
        expect: { counts: { read: 6, written: 5, skipped: 1 } }
`
  expect(await wrongIn(flowOf(steps('over: run')), cases)).toEqual([])
})

test('a newer version takes the place of one that is held', async () => {
  const cases = `
  - name: versions
    pages: [[{ id: "1", status: A, update_time: 1 }], [{ id: "1", status: B, update_time: 2 }]]
    expect:
      exactly: { group: [{ externalId: B-1, count: 1, ids: ["1"] }] }
      counts: { read: 2, written: 1, skipped: 1 }
`
  expect(await wrongIn(flowOf(steps('over: run')), cases)).toEqual([])
})

test('groups stand at the top of a flow, and forget what was answered before', async () => {
  const inside = flowOf(`
- each: lines
  in: record.line_items
  steps:
    - group: bySku
      by: record.seller_sku
- lookup: items
  in: erp.itemsBySku
  match: record.id
- group: byStatus
  by: record.statuss
- filter: x
  keep: steps.items.id == record.kee
`)
  expect(await wrongIn(inside, '  - name: x\n    records: []\n')).toEqual([
    'orders.flow.yaml:10:16  a group cannot stand inside another step; put it among the steps of the flow; for lists within one record there is groupBy()',
    'orders.flow.yaml:16:16  record has no "statuss"; did you mean "status"?',
    'orders.flow.yaml:18:17  steps has no "items"; nothing is known here',
    'orders.flow.yaml:18:36  record has no "kee"; did you mean "key"?',
  ])
})
