import { expect, test } from 'vitest'
import { flowOf, wrongIn } from '../testing/flow-cases.js'
import { printResolvedFlow } from './print-resolved-flow.js'

const base = flowOf(
  `
- filter: paid
  keep: record.status == "PAID"
- branch: byKind
  branches:
    - name: all
      steps:
        - import: order
          into: erp.salesOrder
          externalId: \${settings.prefix}-\${record.id}
          payload: { memo: base, class: "7" }
`,
  'concurrency: 4\nonFailure: { invalid: park }\n',
)

const overlay = `extends: ./base.flow.yaml
flow: ours
settings:
  prefix: { default: OURS }
onFailure: { missing: skip }
concurrency: 8
changes:
  - before: paid
    steps:
      - transform: upper
        set: { seen: "yes" }
  - in: order
    set: { payload.memo: "seen \${record.seen}" }
    unset: [payload.class]
  - after: order
    steps:
      - import: note
        into: erp.note
        externalId: N-\${record.id}
        payload: { of: "\${steps.order.id}" }
  - remove: paid
`

const filesWith = (texts: Readonly<Record<string, string>>) => ({
  read: (path: string) => {
    const file = path.replace('./', '')
    const text = texts[file]
    return text === undefined ? undefined : { file, text }
  },
})
const files = filesWith({ 'base.flow.yaml': base })
const none = '  - name: x\n    records: []\n'

test('an overlay changes settings and keys, adds, removes and replaces steps, and one key of a step', async () => {
  const cases = `
  - name: overlaid
    records: [{ id: "1", status: NEW }]
    answers: { order: { id: so1 } }
    expect:
      outcomes: [written]
      exactly:
        order: [{ memo: seen yes, externalId: OURS-1 }]
        note: [{ of: so1, externalId: N-1 }]
`
  expect(await wrongIn(overlay, cases, { files })).toEqual([])
  const replaced = `extends: ./base.flow.yaml\nchanges:\n  - replace: byKind\n    steps: [{ import: x, into: erp.note, externalId: a, payload: {} }]\n`
  const wanted =
    '  - name: replaced\n    records: [{ id: "1", status: PAID }]\n    expect: { exactly: { x: [{ externalId: a }] } }\n'
  expect(await wrongIn(replaced, wanted, { files })).toEqual([])
})

test('each mistake is said in the file where it was made', async () => {
  const wrong = overlay.replace('record.seen', 'record.seeen').replace('steps.order.id', 'steps.ordr.id')
  expect(await wrongIn(wrong, none, { files })).toEqual([
    'orders.flow.yaml:13:41  record has no "seeen"; did you mean "seen"?',
    'orders.flow.yaml:20:33  steps has no "ordr"; did you mean "order"?',
  ])
  const brokenBase = filesWith({
    'base.flow.yaml': base.replace('into: erp.salesOrder', 'into: erp.salesorder'),
  })
  expect(await wrongIn(overlay, none, { files: brokenBase })).toEqual([
    expect.stringMatching(
      /^base\.flow\.yaml:\d+:\d+ {2}netsuite has no import "salesorder"; did you mean "salesOrder"\?$/,
    ),
  ])
})

test.each([
  [
    'a step that is not there',
    'remove: paid',
    'remove: payd',
    '21:13  the flow has no step "payd"; did you mean "paid"?',
  ],
  [
    'a flow that is not there',
    './base.flow.yaml',
    './bass.flow.yaml',
    '1:10  the flow ./bass.flow.yaml cannot be read; check the path; it starts from this file',
  ],
  [
    'steps of its own',
    'concurrency: 8',
    'steps: []',
    '6:1  the flow has an unknown key "steps"; say under "changes" what is different',
  ],
  [
    'a change of no kind',
    '- remove: paid',
    '- delete: paid',
    expect.stringContaining('21:5  "changes[3]" must be { before: id'),
  ],
])('%s is said', async (_, from, to, message) => {
  const wanted = typeof message === 'string' ? `orders.flow.yaml:${message}` : message
  expect(await wrongIn(overlay.replace(from, to), none, { files })).toEqual([wanted])
})

test('flows that extend each other in a circle are refused', async () => {
  const circle = filesWith({ 'base.flow.yaml': 'extends: ./orders.flow.yaml\n', 'orders.flow.yaml': overlay })
  expect(await wrongIn(overlay, none, { files: circle })).toEqual([
    'base.flow.yaml:1:10  ./orders.flow.yaml extends this flow in turn; extend another one',
  ])
})

test('the flow as it will run is printed with the origin of each line', () => {
  const { text = '', diagnostics } = printResolvedFlow(overlay, 'orders.flow.yaml', files)
  const lines = text.split('\n').map(line => line.replace(/ +# /, ' # '))

  expect(diagnostics).toEqual([])
  expect(lines).toContain('flow: ours # orders.flow.yaml:2')
  expect(lines).toContain('summary: Orders become sales orders. # base.flow.yaml:2')
  expect(lines).toContain('    type: string # base.flow.yaml:3')
  expect(lines).toContain('    default: OURS # orders.flow.yaml:4')
  expect(lines).toContain('  - transform: upper # orders.flow.yaml:10')
  expect(lines.map(line => line.trim())).toContain('memo: seen ${record.seen} # orders.flow.yaml:13')
  expect(text).not.toContain('class:')
})
