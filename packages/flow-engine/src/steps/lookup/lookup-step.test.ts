import { expect, test } from 'vitest'
import { fakeClock } from '../../testing/fake-clock.js'
import { flowOf, wrongIn } from '../../testing/flow-cases.js'
import { createAnswers } from './lookup-answers.js'

const around = (lookup: string) => `
- lookup: found
${lookup.replace(/^/gm, '  ')}
- import: order
  into: erp.salesOrder
  externalId: \${record.id}
  payload: { found: "\${steps.found}" }
`

const one = '    records: [{ id: "1", status: UPS }, { id: "2", status: DHL }]\n'

test.each([
  ['a map', 'map: { UPS: "1", DHL: "2" }\nmatch: record.status', '"1"', '"2"'],
  [
    'a setting',
    'map: ${settings.carriers}\nmatch: record.status\nonMiss: default\ndefault: "${record.id}"',
    '"1"',
    '"2"',
  ],
  [
    'a list of keys',
    'map: { UPS: { id: x } }\nmatch: "[record.status]"\nonMiss: default\ndefault: none',
    '{ UPS: { id: x } }',
    '{ DHL: none }',
  ],
  [
    'a CSV file',
    'table: { file: carriers.csv, key: name }\nmatch: record.status',
    '{ name: UPS, id: "1" }',
    '{ name: DHL, id: "7,8" }',
  ],
  [
    'a JSON file',
    'table: { file: carriers.json, key: name }\nmatch: record.status\nonSeveral: first',
    '{ name: UPS, id: 1 }',
    '{ name: DHL, id: 2 }',
  ],
])('answers come from %s', async (_, lookup, first, second) => {
  const texts: Readonly<Record<string, string>> = {
    'carriers.csv': 'name,id\nUPS,1\nDHL,"7,8"\n',
    'carriers.json': '[{"name":"UPS","id":1},{"name":"DHL","id":2},{"name":"DHL","id":3}]',
  }
  const files = {
    read: (path: string) => (texts[path] === undefined ? undefined : { file: path, text: texts[path] }),
  }
  const cases = `  - name: c\n${one}    expect: { calls: { shop: 1, erp: 2 }, payloads: { order: [{ found: ${first} }, { found: ${second} }] } }\n`
  expect(await wrongIn(flowOf(around(lookup)), cases, { files })).toEqual([])
})

test.each([
  [
    'fail',
    'miss',
    '"failed: missing: An ERP has no match for \\"UPS\\" (itemsBySku)", "failed: duplicate: An ERP has 2 matches for \\"DHL\\" (itemsBySku)"',
  ],
  [
    'skip',
    'miss',
    '"skipped: An ERP has no match for \\"UPS\\" (itemsBySku)", "skipped: An ERP has 2 matches for \\"DHL\\" (itemsBySku)"',
  ],
  ['skip', 'first', '"skipped: An ERP has no match", written'],
  ['skip', 'list', '"skipped: An ERP has no match", written'],
])('with onMiss: %s and onSeveral: %s', async (onMiss, onSeveral, outcomes) => {
  const flow = flowOf(
    around(`in: erp.itemsBySku\nmatch: record.status\nonMiss: ${onMiss}\nonSeveral: ${onSeveral}`),
  )
  const wanted = outcomes.replaceAll('no match"', 'no match for \\"UPS\\" (itemsBySku)"')
  const cases = `  - name: c\n${one}    lookups: { found: { DHL: [{ id: a }, { id: b }] } }\n    expect: { outcomes: [${wanted}] }\n`
  expect(await wrongIn(flow, cases)).toEqual([])
})

test('records that ask with the same parameters share a call', async () => {
  const flow = flowOf(around('in: erp.itemsBySku\nmatch: record.id\nwith: { level: "${record.status}" }'))
  const cases = `
  - name: parameters
    records: [{ id: "1", status: A }, { id: "2", status: B }, { id: "3", status: A }]
    lookups: { found: { "1": { id: a }, "2": { id: b }, "3": { id: c } } }
    expect: { outcomes: [written, written, written], calls: { erp: 5 } }
`
  expect(await wrongIn(flow, cases)).toEqual([])
})

test('a call that fails is tried again, and then fails every record that asked, each by its rule', async () => {
  const flow = flowOf(
    around(
      'in: erp.itemsBySku\nmatch: record.status\nonFailure: { timeout: { retry: { attempts: 2, backoff: 1s..1s, then: skip } } }',
    ),
  )
  const cases = (times: string, outcomes: string) =>
    `  - name: c\n${one}    lookups: { found: { UPS: { id: a }, DHL: { id: b } } }\n    failures: { found: { kind: timeout${times} } }\n    expect: { outcomes: [${outcomes}] }\n`
  expect(await wrongIn(flow, cases(', times: 1, of: UPS', 'written, written'))).toEqual([])
  expect(
    await wrongIn(flow, cases('', '"skipped: refused by the test", "skipped: refused by the test"')),
  ).toEqual([])
})

test('a test says what a cache holds', async () => {
  const flow = flowOf(around('cache: seen\nmatch: record.id'))
  const cases = `
  - name: kept before
    records: [{ id: "1" }]
    caches: { seen: { "1": { by: hand } } }
    expect: { payloads: { order: [{ found: { by: hand } }] } }
`
  expect(await wrongIn(flow, cases)).toEqual([])
})

test('what an import has kept in a cache, a later run finds', async () => {
  const flow = flowOf(`
- lookup: before
  cache: seen
  match: record.id
  onMiss: default
  default: never
- import: remember
  into: caches.seen
  operation: upsert
  externalId: \${record.id}
  payload: { value: "\${record.status}" }
- import: order
  into: erp.salesOrder
  externalId: \${record.id}
  payload: { before: "\${steps.before}" }
`)
  const cases = `
  - name: two runs
    runs:
      - records: [{ id: "1", status: A, update_time: 1 }]
        expect: { payloads: { order: [{ before: never }] } }
      - records: [{ id: "1", status: B, update_time: 2 }]
        expect: { payloads: { order: [{ before: A }] } }
`
  expect(await wrongIn(flow, cases)).toEqual([])
})

test('answers are kept up to a number and a time, per parameters', async () => {
  const clock = fakeClock(1)
  const asked: string[] = []
  const answers = createAnswers({ entries: 2, ttlMs: 1_000 }, clock, async keys => {
    asked.push(keys.join())
    return keys.map(key => ({ key, matches: [key] }))
  })
  await answers.find(['a', 'b'], {})
  await answers.find(['b'], {})
  await answers.find(['c'], {})
  await answers.find(['a', 'c'], {})
  clock.set(2_000)
  await answers.find(['c'], {})
  await answers.find(['c'], { level: 1 })
  expect(asked).toEqual(['a,b', 'c', 'a', 'c', 'c'])
})

test('with no entries nothing is kept: the next page asks anew, whatever key was the last', async () => {
  let stock = 1
  const answers = createAnswers({ entries: 0 }, fakeClock(1), async keys =>
    keys.map(key => ({ key, matches: [stock] })),
  )
  await answers.find(['a'], {})
  stock = 2
  expect((await answers.find(['a'], {})).get('a')).toEqual([2])
})

test.each([
  [
    'no place to look',
    'match: record.id',
    '7:5  this lookup does not say where it looks; give one of in, map, table, cache',
  ],
  [
    'two places',
    'in: erp.itemsBySku\nmap: { a: b }\nmatch: record.id',
    '9:10  a lookup looks in one place; give one of in, map, table, cache',
  ],
  [
    'a table that is not there',
    'table: { file: none.csv, key: a }\nmatch: record.id',
    '8:20  the table none.csv cannot be read; check the path; it starts from this file',
  ],
  [
    'a default that is never used',
    'map: { a: b }\nmatch: record.id\ndefault: x',
    '10:14  the default is never used with onMiss: fail; say onMiss: default',
  ],
])('%s is said', async (_, lookup, message) => {
  expect(await wrongIn(flowOf(around(lookup)), '  - name: x\n    records: []\n')).toEqual([
    `orders.flow.yaml:${message}`,
  ])
})
