import type { Json, JsonObject } from '../../json.js'
import type { ExportPage, ExportRequest } from '../../ports/connector.js'
import { ConnectorError } from '../connector-error.js'
import { inWindow, writeInstant } from '../in-window.js'
import { readPath } from '../read-path.js'
import { compileCall } from './call-template.js'
import type { HttpCall, HttpCaller } from './http-caller.js'
import type { HttpResourceSpec } from './http-spec.js'
import { createPaging, noPaging } from './paging.js'

export type ReadResource = (
  caller: HttpCaller,
  request: ExportRequest,
  signal: AbortSignal,
) => AsyncGenerator<ExportPage>

/** Reads a resource page by page; the next call is made when its page is wanted. */
export const compileResource = (name: string, spec: HttpResourceSpec): ReadResource => {
  const place = `resources.${name}`
  const build = compileCall(spec, place)
  const paging = spec.paging === undefined ? noPaging : createPaging(spec.paging)
  const byId =
    spec.byId === undefined
      ? undefined
      : compileCall({ method: 'GET', headers: {}, ...spec.byId }, `${place}.byId`)

  async function* all(
    caller: HttpCaller,
    request: ExportRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ExportPage> {
    const pageSize = request.pageSize ?? spec.pageSize
    let call: HttpCall | undefined = paging.first(
      build(caller.baseUrl, toRequest(request, spec, pageSize)),
      pageSize,
    )
    let pages = 0
    let count = 0
    while (call !== undefined) {
      const answer = await caller.call(call, signal, paging.lastPageStatus)
      if (answer.status === paging.lastPageStatus) return
      const records = recordsIn(answer.body, spec.records, place, spec.emptyOk)
      pages += 1
      count += records.length
      const wanted = records.filter(record => isWanted(record, request, spec))
      const total =
        paging.countPath === undefined ? undefined : Number(readPath(answer.body, paging.countPath))
      for (const part of slices(wanted, pageSize))
        yield {
          records: part,
          ...(total !== undefined && Number.isFinite(total) ? { totalCount: total } : {}),
        }
      call = paging.next(call, { answer, records, pages, count, pageSize })
    }
  }

  async function* some(
    caller: HttpCaller,
    ids: readonly string[],
    signal: AbortSignal,
    buildOne: NonNullable<typeof byId>,
  ): AsyncGenerator<ExportPage> {
    for (const id of ids) {
      const answer = await caller.call(buildOne(caller.baseUrl, { id }), signal, 404)
      const record = spec.byId?.record === undefined ? answer.body : readPath(answer.body, spec.byId.record)
      if (answer.status !== 404 && isObject(record)) yield { records: [record] }
    }
  }

  return (caller, request, signal) =>
    request.ids === undefined || byId === undefined
      ? all(caller, request, signal)
      : some(caller, request.ids, signal, byId)
}

/** @throws ConnectorError where the list is not there: a wrong path must not look like an empty system. */
export const recordsIn = (
  body: Json | undefined,
  path: string | undefined,
  place: string,
  emptyOk: boolean,
): readonly JsonObject[] => {
  const found = path === undefined ? body : readPath(body, path)
  if (Array.isArray(found)) return found.filter(isObject)
  if (emptyOk && (found === undefined || found === null)) return []
  const where = path === undefined ? 'the answer' : `"${path}" in the answer`
  throw new ConnectorError({
    kind: 'invalid',
    message: `${place}: ${where} is ${found === undefined ? 'not there' : 'no list'}`,
    hint: 'Correct `records:` in the connector file, or write `emptyOk: true` if the system leaves an empty list out.',
  })
}

const toRequest = (
  { where, window }: ExportRequest,
  spec: HttpResourceSpec,
  pageSize: number,
): JsonObject => ({
  where,
  pageSize,
  ...(window === undefined
    ? {}
    : {
        window: {
          field: window.field,
          until: writeInstant(window.untilMs, formOf(spec, window.field)),
          ...(window.fromMs === undefined
            ? {}
            : { from: writeInstant(window.fromMs, formOf(spec, window.field)) }),
        },
      }),
})

const formOf = ({ cursorFields }: HttpResourceSpec, field: string) => cursorFields[field] ?? 'iso'

const isWanted = (record: JsonObject, { ids, window }: ExportRequest, spec: HttpResourceSpec): boolean =>
  (ids === undefined || ids.includes(String(record[spec.idField]))) &&
  inWindow(record, window, spec.cursorFields)

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A system may send more than was asked for; pages never are larger. */
function* slices(records: readonly JsonObject[], size: number): Generator<readonly JsonObject[]> {
  for (let start = 0; start < records.length; start += size) yield records.slice(start, start + size)
}
