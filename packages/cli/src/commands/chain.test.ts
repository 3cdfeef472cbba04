import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

const flowOf = (name: string, more = ''): string => `flow: ${name}
summary: Rows go from one file to another.
connections: { files: rows }
export: { from: files.rows, traceKey: "\${record.id}" }
steps:
  - import: copy
    into: files.copies
    externalId: ${name}-\${record.id}
    payload: { from: ${name} }
${more}`

const projectOf = (flows: Readonly<Record<string, string>>) => {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'rows.connector.yaml'),
    `connector: rows
kind: file
resources:
  rows:
    path: rows.ndjson
    format: ndjson
    idField: id
    record: { type: object, properties: { id: { type: string } } }
imports:
  copies: { path: copies.ndjson, format: ndjson, keyField: id }
`,
  )
  writeFileSync(join(folder, 'rows.ndjson'), '{"id":"1"}\n')
  const instances = Object.entries(flows).map(([name, text]) => {
    writeFileSync(join(folder, `file-of-${name}.flow.yaml`), text)
    return `  ${name}: { flow: file-of-${name}.flow.yaml, connections: { files: here } }\n`
  })
  writeFileSync(
    join(folder, 'tiktok-ns.yaml'),
    `connections: { here: { connector: rows, key: H, settings: { folder: . } } }\nflows:\n${instances.join('')}`,
  )
  return (...args: readonly string[]) => runTool(['--project', join(folder, 'tiktok-ns.yaml'), ...args])
}

test('a flow starts those it names, and their history says why they ran', async () => {
  const tool = projectOf({
    first: flowOf('payments', 'then: [journal]\n'),
    second: flowOf('journal'),
  })

  const { code, out } = await tool('run', 'first')
  const { runs } = JSON.parse((await tool('--json', 'runs')).out)

  expect(code).toBe(0)
  expect(out).toContain('second (after first)')
  expect(runs).toMatchObject([
    { flow: 'second', reason: 'after first', report: { counts: { written: 1 } } },
    { flow: 'first', reason: 'command' },
  ])
})

test('flows that start each other are refused before anything runs', async () => {
  const tool = projectOf({
    first: flowOf('payments', 'then: [journal]\n'),
    second: flowOf('journal', 'then: [payments]\n'),
  })

  expect(await tool('run')).toMatchObject({
    code: 2,
    err: expect.stringContaining('"then" leads back to where it began: first → second → first'),
  })
})
