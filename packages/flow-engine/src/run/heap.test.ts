import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('./__fixtures__/run-a-million.ts', import.meta.url))

// The program alone takes 22 MB on Node 20 and 27 MB on Node 24; the records would take 70 MB beside it.
const heapMb = 40

test('a run of 1,000,000 records passes in a heap that could not hold them, and leaves nothing of them behind', async () => {
  const flags = [
    `--max-old-space-size=${heapMb}`,
    '--expose-gc',
    '--import',
    'tsx',
    '--conditions=@tiktok-ns/source',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program])

  const { counts, grownMb } = JSON.parse(stdout)
  expect(counts).toEqual({ read: 1_000_000, written: 4_000, skipped: 996_000, failed: 0 })
  expect(grownMb).toBeLessThan(4)
}, 300_000)
