import { expect, test } from 'vitest'
import { defineHook } from '../../ports/hooks.js'
import { flowOf, wrongIn } from '../../testing/flow-cases.js'

const steps = `
- hook: checked
  run: split
  with: { suffix: "!" }
- import: order
  into: erp.salesOrder
  externalId: \${record.id}
  payload: { first: "\${record.first}", answer: "\${steps.checked}" }
`

const cases = `
  - name: hooks
    records: [{ id: "1", status: a }, { id: "2", status: b }, { id: "3", status: c }, { id: "4", status: d }]
    expect:
      outcomes: [written, "skipped: left out by the hook split", "failed: invalid: no", "skipped: not now"]
      exactly: { order: [{ first: a!, answer: 1, externalId: "1" }] }
`

const treat = ({ record, arguments: given }: { record: object; arguments: object }) => {
  const status = String(Reflect.get(record, 'status'))
  if (status === 'b') return {}
  if (status === 'c') return { failure: { kind: 'invalid', message: 'no' } as const }
  if (status === 'd') return { skip: 'not now' }
  return { record: { ...record, first: `${status}${Reflect.get(given, 'suffix')}` }, answer: 1 }
}

const schema = { type: 'object', additionalProperties: false, properties: { suffix: { type: 'string' } } }

test('a hook changes, answers, skips or fails its record', async () => {
  const split = defineHook({ over: 'record', summary: 'Splits.', arguments: schema, run: treat })
  expect(await wrongIn(flowOf(steps), cases, { hooks: { split } })).toEqual([])
})

test('a page hook sees all records of the page at once', async () => {
  const split = defineHook({ over: 'page', summary: 'Splits.', run: inputs => inputs.map(treat) })
  expect(await wrongIn(flowOf(steps), cases, { hooks: { split } })).toEqual([])
})

test('a page hook that throws, or answers for too few, fails its records and loses none', async () => {
  const refused = (message: string) => `
  - name: page
    records: [{ id: "1" }, { id: "2" }]
    expect: { outcomes: ["failed: ${message}", "failed: ${message}"], parked: [{ key: "1" }, { key: "2" }] }
`
  const short = defineHook({ over: 'page', summary: 'Short.', run: () => [{ skip: 'x' }] })
  const throwing = defineHook({
    over: 'page',
    summary: 'Throws.',
    run: () => {
      throw new Error('oh')
    },
  })
  const tooFew = 'invalid: the hook \\"split\\" got 2 records and answered for 1'
  expect(await wrongIn(flowOf(steps), refused(tooFew), { hooks: { split: short } })).toEqual([])
  const threw = 'unknown: the hook \\"split\\" threw: oh'
  expect(await wrongIn(flowOf(steps), refused(threw), { hooks: { split: throwing } })).toEqual([])
})

test('unknown hooks and wrong arguments are said before anything runs', async () => {
  const split = defineHook({ over: 'record', summary: 'Splits.', arguments: schema, run: treat })
  const none = '  - name: x\n    records: []\n'
  expect(
    await wrongIn(flowOf(steps.replace('run: split', 'run: splitt')), none, { hooks: { split } }),
  ).toEqual(['orders.flow.yaml:8:10  the host has no hook "splitt"; did you mean "split"?'])
  expect(await wrongIn(flowOf(steps.replace('suffix:', 'sufix:')), none, { hooks: { split } })).toEqual([
    'orders.flow.yaml:9:20  there is no argument "sufix"; did you mean "suffix"?',
  ])
})

test('a test may say what a hook gives', async () => {
  const told = `
  - name: told
    records: [{ id: "1" }]
    hooks: { split: [{ record: { id: "1", first: x }, answer: 7 }] }
    expect: { exactly: { order: [{ first: x, answer: 7, externalId: "1" }] } }
`
  expect(await wrongIn(flowOf(steps), told)).toEqual([])
})
