import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'

const names = readdirSync(new URL('.', import.meta.url)).filter(name => /^\d\d-/.test(name))

afterEach(() => vi.restoreAllMocks())

test.each(names)('%s prints what its README shows', async name => {
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((...words) => void printed.push(words.join(' ')))

  await import(`./${name}/main.ts`)

  const readme = readFileSync(new URL(`${name}/README.md`, import.meta.url), 'utf8')
  const shown = /```\n\$ npx .* example \S+\n([\s\S]*?)```/.exec(readme)?.[1]
  expect(`${printed.join('\n')}\n`).toBe(shown)
})
