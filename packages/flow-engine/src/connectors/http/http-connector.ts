import type { Json, JsonObject } from '../../json.js'
import type {
  Connector,
  ConnectorDefinition,
  ConnectorDescription,
  ImportItem,
  ImportRequest,
  ImportResult,
  LookupAnswer,
  LookupRequest,
} from '../../ports/connector.js'
import { ConnectorError, noSuch, toConnectorFailure } from '../connector-error.js'
import { foreseeWrite } from '../foresee-write.js'
import { readPath } from '../read-path.js'
import { credentialSettings } from './authorize.js'
import { type BuildCall, compileCall } from './call-template.js'
import { createHttpCaller, type HttpCaller } from './http-caller.js'
import type { HttpConnectorSpec, HttpLookupSpec, HttpOperationSpec } from './http-spec.js'
import { compileResource, type ReadResource, recordsIn } from './read-resource.js'

/**
 * Makes a connector for a REST API out of its description.
 *
 * All calls go through the host's `fetch`. A call is never repeated here, but for a renewed token: the flow's author decides.
 */
export const httpConnector = (spec: HttpConnectorSpec): ConnectorDefinition => {
  const description = describe(spec)
  const parts = compileParts(spec)
  return {
    description,
    connect: (settings, host) => connect(spec, description, parts, createHttpCaller(spec, settings, host)),
  }
}

interface Parts {
  readonly resources: ReadonlyMap<string, ReadResource>
  readonly lookups: ReadonlyMap<string, { readonly spec: HttpLookupSpec; readonly build: BuildCall }>
  /** By `target.operation`. */
  readonly operations: ReadonlyMap<string, { readonly spec: HttpOperationSpec; readonly build: BuildCall }>
}

const compileParts = ({ resources, lookups, imports }: HttpConnectorSpec): Parts => ({
  resources: new Map(Object.entries(resources).map(([name, spec]) => [name, compileResource(name, spec)])),
  lookups: new Map(
    Object.entries(lookups).map(([name, spec]) => [
      name,
      { spec, build: compileCall(spec, `lookups.${name}`) },
    ]),
  ),
  operations: new Map(
    Object.entries(imports).flatMap(([target, { operations }]) =>
      Object.entries(operations).map(
        ([name, spec]) =>
          [
            `${target}.${name}`,
            { spec, build: compileCall(spec, `imports.${target}.operations.${name}`) },
          ] as const,
      ),
    ),
  ),
})

const describe = (spec: HttpConnectorSpec): ConnectorDescription => {
  const credentials = credentialSettings(spec.auth)
  return {
    name: spec.connector,
    title: spec.title ?? spec.connector,
    settings: {
      type: 'object',
      additionalProperties: false,
      required: Object.keys(credentials),
      properties: {
        ...credentials,
        baseUrl: {
          type: 'string',
          pattern: '^https?://',
          description: `Where the account is. ${spec.baseUrl} when left out.`,
        },
      },
    },
    resources: mapValues(spec.resources, ({ summary, record, where, idField, cursorFields, pageSize }) => ({
      summary,
      record,
      where,
      idField,
      cursorFields,
      maxPageSize: pageSize,
    })),
    lookups: mapValues(spec.lookups, ({ summary, match }) => ({ summary, match })),
    imports: mapValues(spec.imports, ({ summary, payload, answer, operations }) => ({
      summary,
      payload,
      answer,
      operations: Object.keys(operations),
    })),
    webhooks: {},
  }
}

const mapValues = <From, To>(
  object: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]))

const connect = (
  spec: HttpConnectorSpec,
  description: ConnectorDescription,
  { resources, lookups, operations }: Parts,
  caller: HttpCaller,
): Connector => ({
  description,
  async *exportPages(request, { signal }) {
    const read = resources.get(request.resource)
    if (read === undefined) throw noSuch('resource', request.resource, [...resources.keys()])
    yield* read(caller, request, signal)
  },
  lookupMany: (request, { signal }) => lookUp(lookups, caller, request, signal),
  importMany: async (request, { signal }) => {
    const results: ImportResult[] = []
    for (const item of request.items) {
      signal.throwIfAborted()
      results.push(await write(operations, caller, request, item, signal))
    }
    return results
  },
  previewMany: async (request, { signal }) => {
    const name = `${request.target}.${request.operation}`
    if (!operations.has(name)) throw noSuch('import', name, [...operations.keys()])
    const lookup = spec.imports[request.target]?.present
    if (lookup === undefined) return request.items.map(() => undefined)
    // Where there is no update, what is there is left as it is.
    const keeps = request.ifExists === 'update' && !operations.has(`${request.target}.update`)
    const meant = keeps ? { ...request, ifExists: 'keep' as const } : request
    const keys = request.items.map(({ externalId, idempotencyKey }) => externalId ?? idempotencyKey)
    const answers = await lookUp(lookups, caller, { lookup, keys: [...new Set(keys)] }, signal)
    const present = new Map(answers.map(({ key, matches: [match] }) => [key, match]))
    return request.items.map(({ payload }, index) => {
      const ref = keys[index] ?? ''
      return foreseeWrite({ request: meant, ref, present: present.get(ref), wanted: payload })
    })
  },
  probe: async ({ signal }) => {
    if (spec.probe === undefined)
      return [{ ok: true, subject: 'connection', message: 'Not tried: the connector file has no `probe`.' }]
    try {
      const build = compileCall({ method: 'GET', path: spec.probe.path, query: {}, headers: {} }, 'probe')
      await caller.call(build(caller.baseUrl, {}), signal)
      return [{ ok: true, subject: 'connection', message: `${caller.baseUrl} answers` }]
    } catch (error) {
      const { message, hint } = toConnectorFailure(error)
      return [{ ok: false, subject: 'connection', message, ...(hint === undefined ? {} : { next: hint }) }]
    }
  },
  toFailure: toConnectorFailure,
})

const lookUp = async (
  lookups: Parts['lookups'],
  caller: HttpCaller,
  { lookup, keys, parameters = {} }: LookupRequest,
  signal: AbortSignal,
): Promise<readonly LookupAnswer[]> => {
  const found = lookups.get(lookup)
  if (found === undefined) throw noSuch('lookup', lookup, [...lookups.keys()])
  const { spec, build } = found
  const matches: JsonObject[] = []
  for (let start = 0; start < keys.length; start += spec.keysPerCall) {
    const some = keys.slice(start, start + spec.keysPerCall)
    const { body } = await caller.call(
      build(caller.baseUrl, { keys: some, key: some[0] ?? '', parameters }),
      signal,
    )
    matches.push(...recordsIn(body, spec.records, `lookups.${lookup}`, false))
  }
  return keys.map(key => ({ key, matches: matches.filter(match => String(match[spec.key] ?? '') === key) }))
}

const write = async (
  operations: Parts['operations'],
  caller: HttpCaller,
  request: ImportRequest,
  item: ImportItem,
  signal: AbortSignal,
): Promise<ImportResult> => {
  const name = `${request.target}.${request.operation}`
  const operation = operations.get(name)
  if (operation === undefined) throw noSuch('import', name, [...operations.keys()])
  try {
    return await send(operation, caller, request, item, signal)
  } catch (error) {
    if (signal.aborted) throw error
    const failure = toConnectorFailure(error)
    if (failure.kind !== 'duplicate' || request.ifExists === 'fail') return { status: 'failed', failure }
    // It is there already, under our own id: that is what the flow wants, or the beginning of an update.
    const update = operations.get(`${request.target}.update`)
    if (request.ifExists === 'update' && update !== undefined)
      return write(operations, caller, { ...request, operation: 'update', ifExists: 'fail' }, item, signal)
    return { status: 'written', change: 'unchanged', ref: item.externalId ?? item.idempotencyKey, answer: {} }
  }
}

const changeByMethod: Readonly<Record<string, 'updated' | 'deleted'>> = {
  PUT: 'updated',
  PATCH: 'updated',
  DELETE: 'deleted',
}

const send = async (
  { spec, build }: { readonly spec: HttpOperationSpec; readonly build: BuildCall },
  caller: HttpCaller,
  { operation }: ImportRequest,
  { payload, externalId, idempotencyKey }: ImportItem,
  signal: AbortSignal,
): Promise<ImportResult> => {
  const call = build(caller.baseUrl, {
    payload,
    idempotencyKey,
    externalId: externalId ?? idempotencyKey,
  })
  const { idempotencyHeader } = spec
  const headers =
    idempotencyHeader === undefined ? call.headers : { ...call.headers, [idempotencyHeader]: idempotencyKey }
  const { body } = await caller.call({ ...call, headers }, signal)
  const ref = readPath(body, spec.ref)
  if (ref === undefined && body !== undefined && externalId === undefined) {
    throw new ConnectorError({
      kind: 'invalid',
      message: `The answer to ${operation} has no "${spec.ref}"`,
      hint: 'Correct `ref:` in the connector file, or give the import an externalId.',
      outcomeUnknown: true,
    })
  }
  return {
    status: 'written',
    change: changeByMethod[spec.method] ?? 'created',
    ref: String(ref ?? externalId ?? idempotencyKey),
    answer: isObject(body) ? body : {},
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
