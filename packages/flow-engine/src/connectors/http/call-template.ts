import type { Json, JsonObject } from '../../json.js'
import type { HttpCall } from './http-caller.js'
import { compileRequest } from './render-request.js'

interface CallSpec {
  readonly method: string
  readonly path: string
  readonly query: { readonly [name: string]: Json }
  readonly headers: { readonly [name: string]: Json }
  readonly body?: Json | undefined
}

/** Makes a call out of what a connector file says about it. */
export type BuildCall = (baseUrl: string, request: JsonObject) => HttpCall

/** @param place Where it stands in the connector file, for messages. */
export const compileCall = (spec: CallSpec, place: string): BuildCall => {
  const path = compileRequest(spec.path, `${place}.path`)
  const query = Object.entries(spec.query).map(
    ([name, template]) => [name, compileRequest(template, `${place}.query.${name}`)] as const,
  )
  const headers = Object.entries(spec.headers).map(
    ([name, template]) => [name, compileRequest(template, `${place}.headers.${name}`)] as const,
  )
  const body = spec.body === undefined ? undefined : compileRequest(spec.body, `${place}.body`)
  return (baseUrl, request) => {
    const url = new URL(baseUrl + String(path(encodedTexts(request))))
    for (const [name, render] of query)
      for (const value of toValues(render(request))) url.searchParams.append(name, value)
    return {
      method: spec.method,
      url,
      headers: Object.fromEntries(
        headers.flatMap(([name, render]) => toValues(render(request)).map(value => [name, value] as const)),
      ),
      ...(body === undefined ? {} : { body: body(request) }),
    }
  }
}

const toValues = (value: Json | undefined): readonly string[] => {
  if (value === undefined || value === null || value === '') return []
  if (Array.isArray(value)) return value.flatMap(toValues)
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)]
}

/** Texts that go into a path may hold slashes and question marks, which must not lead elsewhere. */
const encodedTexts = (request: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(request).map(([name, value]) => [name, encoded(value)]))

const encoded = (value: Json): Json => {
  if (typeof value === 'string') return encodeURIComponent(value)
  if (value === null || typeof value !== 'object') return value
  return Array.isArray(value)
    ? value.map(encoded)
    : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, encoded(member)]))
}
