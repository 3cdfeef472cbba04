import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Failure, FailureKind } from '../failures/failure.js'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import { fakeClock } from '../testing/fake-clock.js'
import { fakeConnector } from '../testing/fake-connector.js'
import { flowOf } from '../testing/flow-cases.js'
import { planOf } from '../testing/sample-plan.js'
import { runFlow } from './run-flow.js'

const kinds: readonly FailureKind[] = ['unavailable', 'timeout', 'invalid', 'missing', 'mapping', 'auth']

/** Numbers are enough to go by. */
const start = '- transform: start\n  replace: { id: "${record.id}", n: "${record.update_time}" }\n'

type Step = (id: string) => string

const rule = fc.constantFrom(
  'park',
  'skip',
  'continue',
  'stop',
  '{ retry: { attempts: 2, backoff: 1s..2s, then: skip } }',
)
const rules = fc
  .option(fc.tuple(fc.constantFrom(...kinds), rule), { nil: undefined })
  .map(chosen => (chosen === undefined ? '' : `\n  onFailure: { ${chosen[0]}: ${chosen[1]} }`))
const when = fc.constantFrom('', '\n  when: "int(record.n) % 3 != 0"', '\n  when: record.gone == 1')

const indent = (steps: string, by: number): string => steps.trim().replace(/^/gm, ' '.repeat(by))
const inside = (list: readonly Step[], id: string): string =>
  list.map((step, index) => step(`${id}${index}`)).join('\n')

const leaf: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.integer({ min: 2, max: 5 }), when, rules).map(
    ([n, skipIf, onFailure]) =>
      (id: string) =>
        `- filter: ${id}\n  keep: int(record.n) % ${n} != 1${skipIf}${onFailure}`,
  ),
  fc.tuple(when, rules).map(
    ([skipIf, onFailure]) =>
      (id: string) =>
        `- transform: ${id}\n  set: { t: "\${record.n}" }${skipIf}${onFailure}`,
  ),
  fc.tuple(when, rules, fc.constantFrom('fail', 'skip')).map(
    ([skipIf, onFailure, onMiss]) =>
      (id: string) =>
        `- lookup: ${id}\n  in: erp.itemsBySku\n  match: string(record.n)\n  onMiss: ${onMiss}${skipIf}${onFailure}`,
  ),
  fc.tuple(when, rules, fc.constantFrom('', '\n  batch: 3', '\n  lock: "${string(int(record.n) % 2)}"')).map(
    ([skipIf, onFailure, how]) =>
      (id: string) =>
        `- import: ${id}\n  into: erp.salesOrder\n  externalId: ${id}-\${record.n}\n  payload: { n: "\${record.n}" }${how}${skipIf}${onFailure}`,
  ),
)

const { step } = fc.letrec<{ step: Step; list: readonly Step[] }>(tie => ({
  list: fc.array(tie('step'), { minLength: 1, maxLength: 2 }),
  step: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    leaf,
    fc.tuple(tie('list'), tie('list'), fc.constantFrom('first', 'all'), rules).map(
      ([first, second, take, onFailure]) =>
        (id: string) =>
          `- branch: ${id}\n  take: ${take}\n  branches:\n    - name: odd\n      when: int(record.n) % 2 == 1\n      steps:\n${indent(inside(first, `${id}a`), 8)}\n    - name: rest\n      steps:\n${indent(inside(second, `${id}b`), 8)}${onFailure}`,
    ),
    fc.tuple(tie('list'), when, rules).map(
      ([list, skipIf, onFailure]) =>
        (id: string) =>
          `- each: ${id}\n  in: '[{"n": record.n}, {"n": int(record.n) + 100}]'\n  steps:\n${indent(inside(list, `${id}c`), 4)}${skipIf}${onFailure}`,
    ),
    fc.tuple(tie('list'), fc.constantFrom('park', 'skip', 'continue')).map(
      ([list, then]) =>
        (id: string) =>
          `- import: ${id}\n  into: erp.salesOrder\n  externalId: ${id}-\${record.n}\n  payload: { n: "\${record.n}" }\n  onFailure:\n    invalid:\n      run:\n${indent(inside(list, `${id}r`), 8)}\n      then: ${then}`,
    ),
  ),
}))

const group = fc
  .option(fc.tuple(fc.constantFrom('adjacent', 'page', 'run'), fc.integer({ min: 1, max: 4 })), {
    nil: undefined,
  })
  .map(chosen =>
    chosen === undefined
      ? ''
      : `- group: grouped\n  by: string(int(record.n) % 3)\n  over: ${chosen[0]}\n  size: ${chosen[1]}\n  holdAtMost: 5\n- transform: number\n  replace: { n: "\${record.count}" }\n`,
  )

test('whatever the steps and whatever fails, counts add up for the run and for each step', async () => {
  const pagesOfNumbers = fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 5 }), {
    maxLength: 6,
  })
  const troubles = fc.array(fc.option(fc.constantFrom(...kinds), { nil: undefined, freq: 2 }), {
    maxLength: 40,
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 3 }),
      group,
      fc.array(step, { maxLength: 2 }),
      pagesOfNumbers,
      troubles,
      fc.integer({ min: 1, max: 4 }),
      async (before, grouping, after, numbers, failures, pagesInFlight) => {
        const yaml = flowOf(`${start}${inside(before, 's')}\n${grouping}${inside(after, 'z')}`.trim())
        const left = [...failures]
        const refuse = (): Failure | undefined => {
          const kind = left.shift()
          return kind === undefined ? undefined : { kind, message: `it was ${kind}` }
        }
        const pages = numbers.map(page => page.map(n => ({ id: String(n), update_time: n })))
        const lookups = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [String(n), [{ id: 'x' }]]))
        const connections = { shop: fakeConnector({ pages }), erp: fakeConnector({ lookups, refuse }) }
        const host = { connections, store: createMemoryStore(), clock: fakeClock(), random: () => 0 }

        const { counts, steps, state, stoppedBy } = await runFlow({ ...planOf(yaml), pagesInFlight }, host)

        expect(stoppedBy?.message ?? '').not.toContain('do not add up')
        expect(counts.read).toBe(counts.written + counts.skipped + counts.failed)
        if (state === 'completed') expect(counts.read).toBe(numbers.flat().length)
        for (const { came, wentOn, skipped, failed, abandoned } of Object.values(steps))
          expect(came).toBe(wentOn + skipped + failed + abandoned)
      },
    ),
    { numRuns: 50 },
  )
})

test('versions of one key are written in the order in which they were read, through every kind of step', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }), { maxLength: 8 }),
      fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 20 }),
      fc.constantFrom(
        '',
        '- group: grouped\n  by: record.id\n  over: adjacent\n- transform: t\n  replace: { id: "${record.key}", n: "${record.records[0].n}" }\n',
      ),
      async (keys, delays, grouping) => {
        let version = 0
        const pages = keys.map(page => page.map(key => ({ id: String(key), update_time: ++version })))
        const written = new Map<string, number[]>()
        let call = 0
        const erp = fakeConnector({
          whileWriting: async ({ payload }) => {
            for (let turn = 0; turn < (delays[call++ % delays.length] ?? 0); turn += 1)
              await Promise.resolve()
            const key = String(payload['id'])
            written.set(key, [...(written.get(key) ?? []), Number(payload['n'])])
          },
        })
        const yaml = flowOf(
          `${start}${grouping}- branch: b\n  branches:\n    - name: odd\n      when: int(record.n) % 2 == 1\n      steps:\n        - import: odd\n          into: erp.salesOrder\n          externalId: o\${record.id}\n          payload: { id: "\${record.id}", n: "\${record.n}" }\n    - name: even\n      steps:\n        - import: even\n          into: erp.salesOrder\n          batch: 2\n          externalId: e\${record.id}\n          payload: { id: "\${record.id}", n: "\${record.n}" }`,
        )
        const host = {
          connections: { shop: fakeConnector({ pages }), erp },
          store: createMemoryStore(),
          clock: fakeClock(),
        }

        await runFlow({ ...planOf(yaml), pagesInFlight: 4 }, host)

        for (const versions of written.values()) expect(versions).toEqual([...versions].sort((a, b) => a - b))
      },
    ),
    { numRuns: 50 },
  )
})
