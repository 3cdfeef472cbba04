import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

const shipped = fileURLToPath(new URL('../../../../flows', import.meta.url))

test('there is a schema for every kind of file, and each shipped file names its own', async () => {
  const folder = temporaryFolder()

  const { code } = await runTool(['schema', '--out', folder])

  const written = readdirSync(folder)
  expect(code).toBe(0)
  expect(written.sort()).toEqual([
    'connector.schema.json',
    'flow-test.schema.json',
    'flow.schema.json',
    'fragment.schema.json',
    'project.schema.json',
  ])
  const files = readdirSync(shipped, { recursive: true, encoding: 'utf8' }).filter(
    name => /\.(flow|fragment)\.yaml$/.test(name) && !name.includes('node_modules'),
  )
  const schemaOf = (name: string) => {
    const [first = ''] = readFileSync(join(shipped, name), 'utf8').split('\n')
    return [basename(name), /\$schema=\.\.\/schema\/(\S+)$/.exec(first)?.[1]]
  }
  const kindOf = (name: string) => (name.endsWith('.fragment.yaml') ? 'fragment' : 'flow')
  expect(files.map(schemaOf)).toEqual(files.map(name => [basename(name), `${kindOf(name)}.schema.json`]))
})
