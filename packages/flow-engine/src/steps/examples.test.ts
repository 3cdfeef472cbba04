import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { stepRegistry } from './step-registry.js'

const examples = stepRegistry.flatMap(kind => kind.examples.map(example => ({ ...example, kind })))

test.each(examples)('$kind.kind: $title', ({ yaml, kind }) => {
  const steps: unknown = parse(yaml)
  if (!Array.isArray(steps)) throw new TypeError('an example is a list of steps')

  for (const step of steps) expect(kind.read(step).issues).toBeUndefined()
})

test('every step kind has an example, and takes when and onFailure', () => {
  for (const { kind, examples: own } of stepRegistry) {
    expect(own.length, kind).toBeGreaterThan(0)
    const [step] = parse(own[0]?.yaml ?? '')
    const guarded = {
      ...step,
      when: 'true',
      onFailure: { invalid: { run: [{ filter: 'x', keep: 'true' }] } },
    }
    expect(
      stepRegistry.find(candidate => candidate.kind === kind)?.read(guarded).issues,
      kind,
    ).toBeUndefined()
  }
})
