import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readScalars } from './read-scalars.js'

const read = (text: string, ...names: string[]) => readScalars(Buffer.from(text), new Set(names))

test('finds members by name on the first level, however they are written', () => {
  const text =
    '{ "lines" : [{"id":"inner \\"]}"}], "id":"7\\u00e9 \\"x\\\\" ,\n"time":12.5e1,"on":true,"off":null,"deep":{"id":3} }'

  expect(read(text, 'id', 'time', 'on', 'off', 'deep', 'missing')).toEqual({
    id: '7é "x\\',
    time: 125,
    on: true,
    off: null,
  })
})

test("a member with the name of every object's prototype is a member like others", () => {
  expect(Object.entries(read('{"__proto__":1,"id":"7"}', '__proto__', 'id'))).toEqual([
    ['__proto__', 1],
    ['id', '7'],
  ])
})

test('gives what reading the whole object gives', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 2 })),
      fc.constantFrom(0, 2),
      (object, space) => {
        const plain: Record<string, unknown> = JSON.parse(JSON.stringify(object))
        // Names with letters that JSON escapes are not looked for.
        const names = Object.keys(plain).filter(name => /^[\w .-]+$/.test(name))
        const scalars = names.filter(name => typeof plain[name] !== 'object' || plain[name] === null)

        expect(read(JSON.stringify(plain, null, space), ...names)).toEqual(
          Object.fromEntries(scalars.map(name => [name, plain[name]])),
        )
      },
    ),
    { numRuns: 200 },
  )
})

test.each(['', '[]', '{', '{"id"', '{"id":', '{"id":1', '{"id":"1}', '{"a":[1}', 'null'])(
  '%j is no object',
  text => {
    expect(() => read(text, 'id')).toThrow(SyntaxError)
  },
)
