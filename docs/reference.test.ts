import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { yamlBlockProblems } from './testing/check-yaml-block.js'
import { codeBlocks } from './testing/code-blocks.js'
import { referencePages } from './testing/reference-pages.js'

test.each(Object.entries(referencePages()))(
  '%s is what the code says; if not: pnpm docs:generate',
  (name, text) => {
    expect(readFileSync(new URL(`./flow-language/${name}`, import.meta.url), 'utf8')).toBe(text)
  },
)

test.each(codeBlocks().filter(({ language }) => language === 'yaml'))(
  'the YAML at $page:$line is right',
  ({ page, text }) => {
    expect(yamlBlockProblems(text, page)).toEqual([])
  },
)
