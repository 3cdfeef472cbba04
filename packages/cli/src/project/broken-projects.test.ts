import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hasErrors } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.js'
import { loadInstance } from './load-flow.js'
import { openProject } from './open-project.js'

/** Project files, settings of accounts and settings of flows with one mistake each; the first line says what has to be found. */
const folder = fileURLToPath(new URL('./__fixtures__/broken-projects/', import.meta.url))

const flow = `flow: orders
summary: Orders.
settings:
  customer: { type: string, required: true }
  prefix: { type: string, pattern: '^[A-Z]+$', minLength: 1 }
  holdMinutes: { type: integer, minimum: 0, maximum: 1440 }
  statuses: { type: array, items: { type: string } }
  mode: { type: string, enum: [fast, safe] }
connections: { shop: tiktok-shop, erp: netsuite }
export: { from: shop.orders, cursor: { field: update_time }, traceKey: "\${record.id}" }
steps:
  - filter: all
    keep: true
`

const env = {
  APP_SECRET: 'a',
  ACCESS_TOKEN: 'b',
  KEY: 'c',
  SECRET: 'd',
  TOKEN_ID: 'e',
  TOKEN_SECRET: 'f',
  EMPTY: '',
}

test.each(readdirSync(folder))('%s', name => {
  const text = readFileSync(join(folder, name), 'utf8')
  const [, code, place] = /^# expect: (\S+) (\d+:\d+)$/m.exec(text) ?? []
  const project = temporaryFolder()
  writeFileSync(join(project, 'orders.flow.yaml'), flow)
  writeFileSync(join(project, 'tiktok-ns.yaml'), text)

  const opened = openProject(join(project, 'tiktok-ns.yaml'), env)
  const found = [
    ...opened.diagnostics,
    ...(opened.project === undefined ? [] : loadInstance(opened.project, 'us-orders').diagnostics),
  ]

  expect(hasErrors(found)).toBe(true)
  expect(found.map(({ code: one, line, column }) => `${one} ${line}:${column}`)).toContain(`${code} ${place}`)
})
