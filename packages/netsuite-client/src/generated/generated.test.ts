import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generatedFiles } from '../../scripts/generate.js'

const folder = new URL('.', import.meta.url)

test('what is generated is what the schemas say, and nothing else is here', () => {
  const expected = generatedFiles()
  const present = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    name => name.endsWith('.ts') && name !== 'generated.test.ts',
  )

  expect(present.sort()).toEqual([...expected.keys()].sort())
  for (const [name, text] of expected) expect(readFileSync(new URL(name, folder), 'utf8'), name).toBe(text)
})
