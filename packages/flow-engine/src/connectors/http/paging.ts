import type { Json, JsonObject } from '../../json.js'
import { ConnectorError } from '../connector-error.js'
import { readPath } from '../read-path.js'
import type { HttpCall } from './http-caller.js'
import type { HttpPagingSpec } from './http-spec.js'
import type { HttpAnswer } from './judge-answer.js'
import { compileRequest } from './render-request.js'

/** What is known after a page. */
export interface PageRead {
  readonly answer: HttpAnswer
  readonly records: readonly JsonObject[]
  /** Pages and records read so far, this one included. */
  readonly pages: number
  readonly count: number
  readonly pageSize: number
}

/** How one call becomes the next. */
export interface Paging {
  /** The first call with the method's own parameters. */
  first(call: HttpCall, pageSize: number): HttpCall
  /** The call for the next page; undefined when this was the last. */
  next(call: HttpCall, page: PageRead): HttpCall | undefined
  readonly lastPageStatus: number | undefined
  readonly countPath: string | undefined
}

/** One answer has everything. */
export const noPaging: Paging = {
  first: call => call,
  next: () => undefined,
  lastPageStatus: undefined,
  countPath: undefined,
}

type Step = Pick<Paging, 'next'> & Partial<Pick<Paging, 'first'>>

export const createPaging = (spec: HttpPagingSpec): Paging => {
  const { first = (call: HttpCall) => call, next } = stepFor(spec)
  return {
    lastPageStatus: spec.lastPageStatus,
    countPath: spec.countPath,
    first: (call, pageSize) => {
      const sized = spec.size === undefined ? call : withQuery(call, spec.size, pageSize)
      return first(sized, pageSize)
    },
    next: (call, page) => {
      if (isLast(spec, page)) return undefined
      const following = next(call, page)
      if (following !== undefined && sameCall(following, call)) throw inCircles(following)
      return following
    },
  }
}

const stepFor = (spec: HttpPagingSpec): Step => {
  switch (spec.method) {
    case 'page':
      return {
        first: call => withQuery(call, spec.parameter, spec.start),
        next: (call, { pages, records }) =>
          records.length === 0 ? undefined : withQuery(call, spec.parameter, spec.start + pages),
      }
    case 'skip':
      return {
        first: call => withQuery(call, spec.parameter, 0),
        next: (call, { count, records }) =>
          records.length === 0 ? undefined : withQuery(call, spec.parameter, count),
      }
    case 'token':
      return {
        next: (call, { answer }) => {
          const token = readPath(answer.body, spec.path)
          return isEmpty(token) ? undefined : withToken(call, spec, String(token))
        },
      }
    case 'url':
      return { next: (call, { answer }) => toUrl(call, readPath(answer.body, spec.path)) }
    case 'linkHeader':
      return {
        next: (call, { answer }) => toUrl(call, linkTo(answer.headers.get('link') ?? '', spec.relation)),
      }
    case 'relativeUri': {
      const render = compileRequest(spec.template, 'paging.template')
      return { next: (call, page) => toUrl(call, render({ previous: previousOf(page) })) }
    }
    case 'body': {
      const render = compileRequest(spec.template, 'paging.template')
      return {
        next: (call, page) => {
          const body = render({ previous: previousOf(page) })
          return isEmpty(body) ? undefined : { ...call, body }
        },
      }
    }
    default:
      return spec satisfies never
  }
}

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || value === false

const isLast = (
  { lastPage, pagesPath, countPath, lastPageStatus }: HttpPagingSpec,
  page: PageRead,
): boolean => {
  const { answer, pages, count } = page
  if (answer.status === lastPageStatus) return true
  if (lastPage?.values.includes(String(readPath(answer.body, lastPage.path))) === true) return true
  if (pagesPath !== undefined) return pages >= Number(readPath(answer.body, pagesPath) ?? 0)
  return countPath !== undefined && count >= Number(readPath(answer.body, countPath) ?? 0)
}

const withQuery = (call: HttpCall, name: string, value: string | number): HttpCall => {
  const url = new URL(call.url)
  url.searchParams.set(name, String(value))
  return { ...call, url }
}

const withToken = (
  call: HttpCall,
  spec: Extract<HttpPagingSpec, { method: 'token' }>,
  token: string,
): HttpCall => {
  switch (spec.in) {
    case 'query':
      return withQuery(call, spec.parameter, token)
    case 'header':
      return { ...call, headers: { ...call.headers, [spec.parameter]: token } }
    case 'body':
      return { ...call, body: { ...(isObject(call.body) ? call.body : {}), [spec.parameter]: token } }
    default:
      return spec.in satisfies never
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A path starts at the system's root, anything else where the call was. */
const toUrl = (call: HttpCall, address: Json | undefined): HttpCall | undefined => {
  if (isEmpty(address)) return undefined
  const url = URL.canParse(String(address), call.url.href)
    ? new URL(String(address), call.url.href)
    : undefined
  if (url !== undefined) return { ...call, url }
  throw new ConnectorError({
    kind: 'invalid',
    message: `"${String(address).slice(0, 80)}" is no address of a next page`,
    hint: 'Correct paging in the connector file.',
  })
}

/** The target of a relation in a Link header (RFC 8288). */
const linkTo = (header: string, relation: string): string | undefined => {
  for (const [, target, parameters = ''] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    const relations = /;\s*rel\s*=\s*"?([^";,]+)"?/i.exec(parameters)?.[1]?.split(/\s+/)
    if (relations?.includes(relation) === true) return target
  }
  return undefined
}

const previousOf = ({ answer, records, pages, count }: PageRead): JsonObject => ({
  body: answer.body ?? null,
  headers: Object.fromEntries(answer.headers.entries()),
  ...(records.length === 0 ? {} : { lastRecord: records[records.length - 1] ?? null }),
  pages,
  count,
})

const sameCall = (one: HttpCall, other: HttpCall): boolean =>
  one.url.href === other.url.href &&
  JSON.stringify(one.body) === JSON.stringify(other.body) &&
  JSON.stringify(one.headers) === JSON.stringify(other.headers)

const inCircles = ({ url }: HttpCall): ConnectorError =>
  new ConnectorError({
    kind: 'invalid',
    message: `The page after ${url.pathname} is the same page again`,
    hint: 'Correct paging in the connector file: its parameter does not reach the system.',
  })
