import { expect, test } from 'vitest'
import { checkSettings } from '../compile/check-settings.js'
import { flowOf, wrongIn } from '../testing/flow-cases.js'
import { settingSpec, toSettingsSchema } from './setting-spec.js'

const schema = toSettingsSchema({
  kind: settingSpec.parse({ type: 'string', enum: ['order', 'invoice', 'cashSale'], default: 'order' }),
  terms: settingSpec.parse({
    type: 'string',
    requiredIf: { kind: ['invoice', 'cashSale'] },
    description: 'Terms.',
  }),
  locations: settingSpec.parse({ type: 'object', additionalProperties: { type: 'string' }, default: {} }),
})
const problemsOf = (given: Parameters<typeof checkSettings>[1]) =>
  checkSettings(schema, given).problems.map(({ problem, next }) => `${problem}; ${next}`)

test('a setting may be required by the value of another one, defaults included', () => {
  expect(problemsOf({})).toEqual([])
  expect(problemsOf({ kind: 'invoice' })).toEqual(['the setting "terms" is missing; give it: Terms.'])
  expect(problemsOf({ kind: 'invoice', terms: '5' })).toEqual([])
  expect(checkSettings(schema, {}).settings).toEqual({ kind: 'order', locations: {} })
})

test('maps and lists are checked inside', () => {
  expect(problemsOf({ locations: { a: 5 } })).toEqual([
    'the setting "locations.a" must be of type string; correct the value',
  ])
})

test('a default that does not fit, and a condition on a setting that is not there, are said in the flow', async () => {
  const steps = '\n- filter: x\n  keep: "true"\n'
  const settings =
    'settings: { n: { type: integer, default: x }, m: { type: string, requiredIf: { nn: [1] } } }'
  const flow = flowOf(steps).replace(/^settings:.*$/m, settings)
  expect(await wrongIn(flow, '  - name: x\n    records: []\n')).toEqual([
    'orders.flow.yaml:3:42  the default does not fit: the setting "n" must be of type integer; correct the default, or the schema',
    'orders.flow.yaml:3:84  there is no setting "nn"; did you mean "n"?',
  ])
})
