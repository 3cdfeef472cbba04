import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder that is gone when the test that asked for it is over. For tests alone. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tiktok-ns-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
