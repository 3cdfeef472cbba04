import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('./__fixtures__/run-a-million.ts', import.meta.url))

test('a run of 1,000,000 records passes in a heap that could not hold them', async () => {
  const flags = ['--max-old-space-size=32', '--import', 'tsx', '--conditions=@tiktok-ns/source']
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program])

  expect(JSON.parse(stdout)).toEqual({ read: 1_000_000, written: 4_000, skipped: 996_000, failed: 0 })
}, 300_000)
