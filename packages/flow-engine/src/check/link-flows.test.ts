import { expect, test } from 'vitest'
import { formatDiagnostic } from './format-diagnostic.js'
import { type FlowInstance, linkFlows } from './link-flows.js'
import { outlineFlow } from './outline-flow.js'

interface Sketch {
  readonly flow: string
  readonly then?: readonly string[]
  readonly keepBehind?: string
  readonly exports?: string
  readonly accounts?: readonly string[]
}

const cursor = (keepBehind?: string): string =>
  `{ from: shop.orders, cursor: { field: at${keepBehind === undefined ? '' : `, keepBehind: ${keepBehind}`} }, traceKey: a }`

/** Instances of a project, by name. */
const project = (instances: Readonly<Record<string, Sketch>>) =>
  linkFlows(
    Object.entries(instances).map(([instance, sketch]): FlowInstance => {
      const { flow, then = [], keepBehind, exports = `export: ${cursor(keepBehind)}`, accounts = [] } = sketch
      const text = `flow: ${flow}\nthen: [${then.join(', ')}]\n${exports}\n`
      const outline = outlineFlow(text, `${flow}.flow.yaml`)
      if (outline === undefined) throw new TypeError('the sketch is no flow')
      return { instance, outline, accounts }
    }),
  )

const saidOf = (instances: Readonly<Record<string, Sketch>>): readonly string[] =>
  project(instances).diagnostics.map(found => formatDiagnostic(found).split('\n')[0] ?? '')

test('a name means the flow, wherever its file is, and the instance that shares the accounts', () => {
  const { links, diagnostics } = project({
    'us-orders': { flow: 'orders', accounts: ['us', 'books'], then: ['refunds'] },
    'gb-orders': { flow: 'orders', accounts: ['gb', 'books'], then: ['refunds'] },
    'us-refunds': { flow: 'refunds', accounts: ['us', 'books'], keepBehind: 'orders' },
    'gb-refunds': { flow: 'refunds', accounts: ['gb', 'books'], keepBehind: 'orders' },
  })

  expect(diagnostics).toEqual([])
  expect(Object.fromEntries(links)).toEqual({
    'us-orders': { refunds: 'us-refunds' },
    'gb-orders': { refunds: 'gb-refunds' },
    'us-refunds': { orders: 'us-orders' },
    'gb-refunds': { orders: 'gb-orders' },
  })
})

test('a name may be an instance, and one of several exports', () => {
  const exports = `exports:\n  - { export: paid, from: a.b, cursor: { field: at } }\n  - { export: held, from: a.c }`
  const { links, diagnostics } = project({
    morning: { flow: 'payments', exports },
    journal: { flow: 'journal', keepBehind: 'payments/paid', then: ['morning'] },
  })

  expect(diagnostics).toEqual([])
  expect(links.get('journal')).toEqual({ 'payments/paid': 'morning/paid', morning: 'morning' })
})

test.each<[string, Readonly<Record<string, Sketch>>, readonly string[]]>([
  [
    'a flow that the project does not have runs after nothing; one that others keep behind must be there',
    { orders: { flow: 'orders', then: ['refnds'] }, refunds: { flow: 'refunds', keepBehind: 'ordrs' } },
    [
      'orders.flow.yaml:2:8  warning: the project has no flow "refnds", so nothing runs after "orders" here; did you mean "refunds"?',
      'refunds.flow.yaml:3:63  the project has no flow "ordrs" to keep behind; did you mean "orders"?',
    ],
  ],
  [
    'a circle is said at each of its names',
    { a: { flow: 'a', then: ['b'] }, b: { flow: 'b', then: ['c'] }, c: { flow: 'c', then: ['a'] } },
    [
      'a.flow.yaml:2:8  "then" leads back to where it began: a → b → c → a; take one of them out',
      'b.flow.yaml:2:8  "then" leads back to where it began: b → c → a → b; take one of them out',
      'c.flow.yaml:2:8  "then" leads back to where it began: c → a → b → c; take one of them out',
    ],
  ],
  [
    'flows that keep behind each other',
    { a: { flow: 'a', keepBehind: 'b' }, b: { flow: 'b', keepBehind: 'a' } },
    [
      'a.flow.yaml:3:63  flows that keep behind each other never read: a → b → a; take one of them out',
      'b.flow.yaml:3:63  flows that keep behind each other never read: b → a → b; take one of them out',
    ],
  ],
  [
    'a circle that others lead into is said once',
    { start: { flow: 'start', then: ['a'] }, a: { flow: 'a', then: ['b'] }, b: { flow: 'b', then: ['a'] } },
    [
      'a.flow.yaml:2:8  "then" leads back to where it began: a → b → a; take one of them out',
      'b.flow.yaml:2:8  "then" leads back to where it began: b → a → b; take one of them out',
    ],
  ],
  [
    'several exports, none of that name, none with a cursor',
    {
      a: { flow: 'a', exports: 'exports: [{ export: x, cursor: {} }, { export: y }]' },
      b: { flow: 'b', keepBehind: 'a' },
      c: { flow: 'c', keepBehind: 'a/z' },
      d: { flow: 'd', keepBehind: 'a/y' },
    },
    [
      'b.flow.yaml:3:63  "a" has several exports, each with its own cursor; say which: a/x or a/y',
      'c.flow.yaml:3:63  "a" has no export "z"; did you mean "x"?',
      'd.flow.yaml:3:63  "a/y" has no cursor that another could keep behind; give it one, or name another flow',
    ],
  ],
])('%s', (_, instances, said) => {
  expect(saidOf(instances)).toEqual(said)
})
