import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { JsonObject } from '../../json.js'
import type {
  Connector,
  ConnectorDefinition,
  ConnectorDescription,
  ExportPage,
  ImportResult,
} from '../../ports/connector.js'
import { noSuch, toConnectorFailure } from '../connector-error.js'
import { foreseeWrite } from '../foresee-write.js'
import { inWindow, matchesWhere } from '../in-window.js'
import type { FileConnectorSpec } from './file-spec.js'
import { findFiles } from './find-files.js'
import { readRecords } from './read-records.js'
import { openRecordWriter, type RecordWriter, readKeys } from './record-writer.js'

/**
 * Makes a connector that reads and writes files below one folder, the connection's `folder`.
 *
 * Files are streamed. A record with a key that the file has already is not written again, so a run may be repeated.
 */
export const fileConnector = (spec: FileConnectorSpec): ConnectorDefinition => {
  const description = describe(spec)
  return {
    description,
    connect: (settings, { folder = '.' }) =>
      connect(spec, description, resolve(folder, String(settings['folder'] ?? '.'))),
  }
}

const defaultPageSize = 100
const maxPageSize = 1_000

const describe = (spec: FileConnectorSpec): ConnectorDescription => {
  const each = <From, To>(
    from: Readonly<Record<string, From>>,
    to: (value: From) => To,
  ): Record<string, To> => Object.fromEntries(Object.entries(from).map(([name, value]) => [name, to(value)]))
  return {
    name: spec.connector,
    title: spec.title ?? spec.connector,
    settings: {
      type: 'object',
      additionalProperties: false,
      required: ['folder'],
      properties: {
        folder: { type: 'string', minLength: 1, description: 'The folder that all files lie in.' },
      },
    },
    resources: each(spec.resources, ({ summary, record, idField, cursorFields }) => ({
      summary,
      record,
      where: { type: 'object' },
      idField,
      cursorFields,
      maxPageSize,
    })),
    lookups: each(spec.lookups, ({ summary, match }) => ({ summary, match })),
    imports: each(spec.imports, ({ summary, payload }) => ({
      summary,
      payload,
      operations: ['create'],
      answer: { type: 'object', properties: { id: { type: 'string' } } },
    })),
    webhooks: {},
  }
}

const connect = (spec: FileConnectorSpec, description: ConnectorDescription, folder: string): Connector => {
  const writers = new Map<string, Promise<RecordWriter>>()
  const importNamed = (target: string) => {
    const importSpec = Object.hasOwn(spec.imports, target) ? spec.imports[target] : undefined
    if (importSpec === undefined) throw noSuch('import', target, Object.keys(spec.imports))
    return importSpec
  }
  const writerFor = (target: string): Promise<RecordWriter> => {
    const importSpec = importNamed(target)
    const writer = writers.get(target) ?? openRecordWriter(join(folder, importSpec.path), importSpec)
    writers.set(target, writer)
    return writer
  }

  return {
    description,
    async *exportPages(request, { signal }) {
      const resource = Object.hasOwn(spec.resources, request.resource)
        ? spec.resources[request.resource]
        : undefined
      if (resource === undefined) throw noSuch('resource', request.resource, Object.keys(spec.resources))
      const { path, emptyOk, idField, cursorFields, oncePer } = resource
      const records = recordsOf(folder, await findFiles(folder, path, emptyOk), resource)
      const isFirst = oncePer === undefined ? () => true : firstOfEach(oncePer)
      const isWanted = (record: JsonObject): boolean =>
        isFirst(record) &&
        (request.ids === undefined || request.ids.includes(String(record[idField]))) &&
        matchesWhere(record, request.where) &&
        inWindow(record, request.window, cursorFields)
      yield* inPages(records, isWanted, request.pageSize ?? defaultPageSize, signal)
    },
    lookupMany: async ({ lookup, keys }, { signal }) => {
      const table = Object.hasOwn(spec.lookups, lookup) ? spec.lookups[lookup] : undefined
      if (table === undefined) throw noSuch('lookup', lookup, Object.keys(spec.lookups))
      const matches = new Map<string, JsonObject[]>(keys.map(key => [key, []]))
      for await (const record of recordsOf(folder, await findFiles(folder, table.path, false), table)) {
        signal.throwIfAborted()
        matches.get(String(record[table.key] ?? ''))?.push(record)
      }
      return keys.map(key => ({ key, matches: matches.get(key) ?? [] }))
    },
    importMany: async ({ target, ifExists, items }, { signal }) => {
      signal.throwIfAborted()
      const writer = await writerFor(target)
      const results: ImportResult[] = []
      for (const { payload, externalId, idempotencyKey } of items) {
        const key = externalId ?? idempotencyKey
        results.push(toResult(await writer.write(key, payload), key, ifExists, target))
      }
      return results
    },
    previewMany: async ({ target, operation, ifExists = 'keep', items }, { signal }) => {
      signal.throwIfAborted()
      const importSpec = importNamed(target)
      const keys = await readKeys(join(folder, importSpec.path), importSpec)
      // What a file has is never changed.
      const request = { target, operation, ifExists: ifExists === 'fail' ? ifExists : 'keep' } as const
      return items.map(({ payload, externalId, idempotencyKey }) => {
        const ref = externalId ?? idempotencyKey
        return foreseeWrite({ request, ref, present: keys.has(ref) ? {} : undefined, wanted: payload })
      })
    },
    probe: async () =>
      existsSync(folder)
        ? [{ ok: true, subject: 'folder', message: 'The folder is there' }]
        : [
            {
              ok: false,
              subject: 'folder',
              message: 'The folder is not there',
              next: 'Create it, or correct `folder` of the connection.',
            },
          ],
    toFailure: toConnectorFailure,
  }
}

async function* recordsOf(
  folder: string,
  files: readonly string[],
  {
    format,
    delimiter,
    sheet,
    headerLine,
  }: Pick<FileConnectorSpec['resources'][string], 'format' | 'delimiter' | 'sheet' | 'headerLine'>,
): AsyncGenerator<JsonObject> {
  for (const name of files)
    yield* readRecords({ path: join(folder, name), name, format, delimiter, sheet, headerLine })
}

const firstOfEach = (field: string): ((record: JsonObject) => boolean) => {
  const seen = new Set<string>()
  return record => {
    const value = String(record[field] ?? '')
    if (seen.has(value)) return false
    seen.add(value)
    return true
  }
}

async function* inPages(
  records: AsyncIterable<JsonObject>,
  isWanted: (record: JsonObject) => boolean,
  size: number,
  signal: AbortSignal,
): AsyncGenerator<ExportPage> {
  let page: JsonObject[] = []
  signal.throwIfAborted()
  for await (const record of records) {
    if (!isWanted(record)) continue
    page.push(record)
    if (page.length < size) continue
    yield { records: page }
    signal.throwIfAborted()
    page = []
  }
  if (page.length > 0) yield { records: page }
}

const toResult = (
  isNew: boolean,
  key: string,
  ifExists: string | undefined,
  target: string,
): ImportResult => {
  if (!isNew && ifExists === 'fail')
    return { status: 'failed', failure: { kind: 'duplicate', message: `${target} has "${key}" already` } }
  return { status: 'written', change: isNew ? 'created' : 'unchanged', ref: key, answer: { id: key } }
}
