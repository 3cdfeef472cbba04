import { expect, test } from 'vitest'
import { defineHook } from '../../ports/hooks.js'
import { flowOf, wrongIn } from '../../testing/flow-cases.js'

const reading = (more: string) => `
- read: parts
  from: shop.orders
  where: { statement: "\${record.id}" }
${more}
- import: order
  into: erp.salesOrder
  externalId: \${record.id}
  payload: { parts: "\${steps.parts}" }
`

const given = `
    records: [{ id: "1" }, { id: "2" }]
    exports:
      parts:
        pages:
          - [{ id: a, statement: "1", amount: "1.00" }, { id: b, statement: "2", amount: "2.00" }]
          - [{ id: c, statement: "1", amount: "0.50" }]
`

test('what is read for a record is a list, of what each leaves where that is said', async () => {
  const cases = `
  - name: list
${given}
    expect:
      exactly:
        order:
          - { externalId: "1", parts: [1 a, 1 c] }
          - { externalId: "2", parts: [2 b] }
      calls: { shop: 5 } # the export's page, and two for each record
`
  expect(await wrongIn(flowOf(reading('  gather: ${parent.id} ${record.id}')), cases)).toEqual([])
})

test('a list that grows past its limit fails its record, and no other', async () => {
  const cases = `
  - name: too many
${given}
    expect:
      outcomes: ["failed: too-large: orders gives more than 1 records here", written]
`
  expect(await wrongIn(flowOf(reading('  atMost: 1')), cases)).toEqual([])
})

const counting = defineHook({
  over: 'pages',
  summary: 'Counts.',
  open: ({ record, arguments: { from = 0 } }) => {
    let count = Number(from)
    return {
      page: records => {
        count += records.length
      },
      end: () =>
        record['id'] === '2' ? { failure: { kind: 'invalid', message: 'no' } } : { answer: { count } },
    }
  },
})

test('a function sees page after page, begins anew for each record, and answers, skips or fails it', async () => {
  const cases = `
  - name: counted
${given}
    failures: { parts: { kind: unavailable, times: 1 } }
    expect:
      outcomes: [written, "failed: invalid: no"]
      exactly: { order: [{ externalId: "1", parts: { count: 12 } }] }
`
  const flow = flowOf(
    `${reading('  run: count\n  with: { from: 10 }\n  onFailure: { unavailable: { retry: { attempts: 2 } } }')}`,
  )
  expect(await wrongIn(flow, cases, { hooks: { count: counting } })).toEqual([])
})

test('a function of another kind, or one that is not there, is no reader of pages', async () => {
  const cases = `
  - name: wrong kind
    records: [{ id: "1" }]
    expect: { outcomes: ['failed: unknown: the host has no hook "count" for this step'] }
`
  const count = defineHook({ over: 'record', summary: 'Not pages.', run: () => ({ answer: 1 }) })
  expect(await wrongIn(flowOf(reading('  run: count')), cases, { hooks: { count } })).toEqual([])
})
