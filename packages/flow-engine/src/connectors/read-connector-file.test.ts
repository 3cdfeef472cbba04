import { expect, test } from 'vitest'
import { formatDiagnostic } from '../check/format-diagnostic.js'
import { readConnectorFile } from './read-connector-file.js'

const good = `connector: warehouse
kind: http
title: Our warehouse
baseUrl: https://wms.example.com/api
auth: { kind: header, name: X-Api-Key }
resources:
  shipments:
    summary: What has left the house.
    path: /shipments
    query: { status: "\${request.where.status}" }
    records: data.shipments
    paging: { method: token, path: data.next }
    record: { type: object, properties: { id: { type: string } } }
`

const problems = (text: string) =>
  readConnectorFile(text, 'wms.connector.yaml').diagnostics.map(diagnostic => formatDiagnostic(diagnostic))

test('a file that is right becomes a connector', () => {
  const { definition, diagnostics } = readConnectorFile(good, 'wms.connector.yaml')

  expect(diagnostics).toEqual([])
  expect(definition?.description).toMatchObject({
    name: 'warehouse',
    title: 'Our warehouse',
    settings: { required: ['apiKey'] },
    resources: { shipments: { idField: 'id', maxPageSize: 100 } },
  })
})

test('files and memory are kinds too', () => {
  const file = 'connector: f\nkind: file\nresources: { rows: { path: rows.csv, format: csv } }\n'
  const memory = 'connector: m\nkind: memory\ncollections: { rows: { records: [{ id: "1" }] } }\n'

  expect(Object.keys(readConnectorFile(file, 'f').definition?.description.resources ?? {})).toEqual(['rows'])
  expect(Object.keys(readConnectorFile(memory, 'm').definition?.description.imports ?? {})).toEqual(['rows'])
})

test.each([
  [
    'kind: http',
    'kind: htp',
    ['wms.connector.yaml:2:7  there is no kind of connector "htp"; did you mean "http"?'],
  ],
  ['kind: http\n', '', ['wms.connector.yaml:1:1  "kind" is missing; write kind: http, file, memory']],
  [
    'title:',
    'titel:',
    ['wms.connector.yaml:3:1  the connector file has an unknown key "titel"; did you mean "title"?'],
  ],
  [
    '    records:',
    '    recods:',
    ['wms.connector.yaml:11:5  "shipments" has an unknown key "recods"; did you mean "records"?'],
  ],
  [
    'request.where.status',
    'reqest.where.status',
    ['wms.connector.yaml:10:25  "reqest" is not known here; did you mean "request"?'],
  ],
  [
    'https://wms',
    'ftp://wms',
    ['wms.connector.yaml:4:10  "baseUrl" must be an address such as https://example.com; correct the value'],
  ],
])('%s -> %s', (from, to, expected) => {
  expect(problems(good.replace(from, to))).toEqual(expected)
})
