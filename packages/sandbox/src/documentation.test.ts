import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { checkSeed, createSandbox, seedJsonSchema } from './index.js'

const read = (name: string): string => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8')

describe('the example seed', () => {
  const seed: unknown = JSON.parse(read('sandbox-seed.example.json'))

  test('fits the published schema', async () => {
    const schema = seedJsonSchema()
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      '../../../docs/generated/sandbox-seed.schema.json',
    )
    const validate = new Ajv2020({ strict: false }).compile(schema)
    expect(validate(seed), JSON.stringify(validate.errors)).toBe(true)
  })

  test('starts a sandbox that holds its order', async () => {
    const sandbox = createSandbox({ seed: checkSeed(seed), clock: { at: '2026-03-02T10:00:00Z' } })

    expect(
      await sandbox.admin('GET', '/tiktok-shop/shops/7490000000000000001/orders/576400000000000001'),
    ).toMatchObject({ status: 'AWAITING_SHIPMENT' })
  })
})

describe('the fidelity page', () => {
  const page = read('sandbox-fidelity.md')

  test('names test files that exist', () => {
    const named = [...page.matchAll(/`([\w/.-]+\.test\.ts)`/g)].map(match => match[1] ?? '')
    expect(named.length).toBeGreaterThan(20)
    for (const name of new Set(named)) {
      expect(() => readFileSync(new URL(name, import.meta.url)), name).not.toThrow()
    }
  })

  test.each([
    ['TikTok Shop', 'OGL3I'],
    ['NetSuite', 'COBLPKI'],
  ])('gives each behaviour of %s a source and a test', (system, marks) => {
    const rows = (page.split(`## ${system}`)[1]?.split('\n## ')[0] ?? '')
      .split('\n')
      .filter(line => line.startsWith('| ') && !line.startsWith('| Behaviour'))
    const whole = new RegExp(`^\\| .+ \\| [${marks}](, [${marks}])* \\| \`[\\w/.-]+\\.test\\.ts\`.* \\|$`)
    expect(rows.length).toBeGreaterThan(40)
    for (const row of rows) expect(row).toMatch(whole)
  })

  test('names a test that is there for each point of the checklists', () => {
    const rows = (page.split('## The checklists')[1] ?? '').split('\n').filter(line => /^\| \d/.test(line))
    const numbers = rows.map(row => Number(/^\| (\d+)/.exec(row)?.[1]))
    expect([Math.max(...numbers), new Set(numbers).size]).toEqual([20, 20])
    for (const row of rows) {
      const [, file = '', title = ''] = /\| `([\w/.-]+\.test\.ts)` › (.+) \|$/.exec(row) ?? []
      expect(readFileSync(new URL(file, import.meta.url), 'utf8'), row).toContain(title || row)
    }
  })

  test('gives each behaviour of both a test', () => {
    const rows = (page.split('## Both systems')[1]?.split('\n## ')[0] ?? '')
      .split('\n')
      .filter(line => line.startsWith('| ') && !line.startsWith('| Behaviour'))
    expect(rows.length).toBeGreaterThan(10)
    for (const row of rows) expect(row).toMatch(/^\| .+ \| `[\w/.-]+\.test\.ts`(, `[\w/.-]+\.test\.ts`)* \|$/)
  })
})
