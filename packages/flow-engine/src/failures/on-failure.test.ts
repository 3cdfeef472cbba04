import { expect, test } from 'vitest'
import { flowOf, wrongIn } from '../testing/flow-cases.js'

const steps = (rule: string, went = 'true') => `
- import: order
  into: erp.salesOrder
  externalId: \${record.id}
  payload: { a: b }
  onFailure:
    invalid: ${rule}
- import: after
  into: erp.salesOrder
  externalId: A-\${record.id}
  payload: { went: "\${${went}}" }
`

const note = (then: string, more = '') => `
      run:
        - import: note
          into: erp.note
          externalId: N-\${record.id}
          payload: { why: "\${failure.message}", kind: "\${failure.kind}", at: "\${failure.step}" }${more}
      then: ${then}`

const cases = (expected: string, failures = 'order: { kind: invalid, message: refused, of: "1" }') => `
  - name: recovery
    records: [{ id: "1" }, { id: "2" }]
    failures: { ${failures} }
    expect: ${expected}
`
const written = 'exactly: { note: [{ why: refused, kind: invalid, at: order, externalId: N-1 }] }'

test.each([
  [
    'park',
    `{ outcomes: ["failed: invalid: refused", written], parked: [{ key: "1", step: order }], ${written} }`,
  ],
  ['skip', `{ outcomes: ["skipped: refused", written], parked: [], ${written} }`],
  ['continue', `{ outcomes: [written, written], payloads: { after: [{ went: true }, { went: false }] } }`],
  ['stop', `{ stopped: invalid, parked: [], ${written} }`],
])('recovery steps run for the failed record, which then is to %s', async (then, expected) => {
  expect(
    await wrongIn(
      flowOf(steps(note(then), then === 'continue' ? 'has(steps.order.failure)' : 'true')),
      cases(expected),
    ),
  ).toEqual([])
})

test('a recovery that fails too never hides the first failure', async () => {
  const expected =
    '{ outcomes: ["failed: invalid: refused", written], parked: [{ key: "1", step: order, message: refused }] }'
  const failing =
    'order: { kind: invalid, message: refused, of: "1" }, note: { kind: unavailable, message: down }'
  expect(await wrongIn(flowOf(steps(note('continue'))), cases(expected, failing))).toEqual([])
})

test('a rule of the flow may recover too, and does not recover from itself', async () => {
  const flow = flowOf(
    `
- import: order
  into: erp.salesOrder
  externalId: \${record.id}
  payload: { a: b }`,
    `onFailure:\n    invalid:${note('park')}\n`,
  )
  const failing = 'order: { kind: invalid, message: refused, of: "1" }, note: { kind: invalid, message: no }'
  const expected =
    '{ outcomes: ["failed: invalid: refused", written], payloads: { note: [{ why: refused }] } }'
  expect(await wrongIn(flow, cases(expected, failing))).toEqual([])
})

test('recovery steps are checked like others, with "failure" in reach there only', async () => {
  const none = '  - name: x\n    records: []\n'
  const flow = flowOf(steps(note('park').replace('failure.message', 'failure.massage')))
  expect(await wrongIn(flow, none)).toEqual([
    'orders.flow.yaml:17:40  failure has no "massage"; did you mean "message"?',
  ])
  const outside = flowOf(steps('park', 'failure.kind'))
  expect(await wrongIn(outside, none)).toEqual([expect.stringContaining('"failure" is not known here')])
  expect(await wrongIn(flowOf(steps('{ run: [], then: prk }')), none)).toEqual([
    'orders.flow.yaml:12:23  "run" must have at least 1 item; correct the value',
    'orders.flow.yaml:12:33  "then" must be one of park, skip, continue, stop; correct the value',
  ])
})

test('tries that are used up may end in recovery steps', async () => {
  const rule = `{ retry: { attempts: 2, backoff: 1s..2s, then: { run: [{ transform: x, set: { a: "1" } }], then: skip } } }`
  expect(await wrongIn(flowOf(steps(rule)), cases('{ outcomes: ["skipped: refused", written] }'))).toEqual([])
  const once = 'order: { kind: invalid, times: 1 }'
  expect(await wrongIn(flowOf(steps(rule)), cases('{ outcomes: [written, written] }', once))).toEqual([])
})
