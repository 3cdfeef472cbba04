import { z } from 'zod'
import type { CatalogPaths } from '../generated/catalog-paths.js'
import { knownEndpoints, type RetiredEndpoint } from '../generated/endpoints/known-endpoints.js'
import type { CallOptions, EndpointCaller, EndpointInput } from './call-endpoint.js'
import { defineEndpoint, type Endpoint } from './endpoint.js'
import type { Form } from './form.js'

/** What `request` takes as its first word. */
export type RequestMethod = keyof CatalogPaths

/** A path of the Open API with `{placeholders}`; those known complete in an editor, others are accepted. */
export type PathOf<Method extends RequestMethod> = CatalogPaths[Method] | (string & {})

/** The endpoint at a path, where it is described. */
export type KnownEndpoint<
  Method extends string,
  Path extends string,
> = `${Method} ${Path}` extends keyof typeof knownEndpoints
  ? (typeof knownEndpoints)[`${Method} ${Path}`]
  : undefined

/** What a call takes: typed where the endpoint is described, free otherwise. */
export type RequestInput<Method extends string, Path extends string> =
  KnownEndpoint<Method, Path> extends Endpoint<infer Input, infer _> ? Input : EndpointInput

/** What a call answers: typed where the endpoint is described. */
export type RequestAnswer<Method extends string, Path extends string> =
  KnownEndpoint<Method, Path> extends Endpoint<infer _, infer Answer>
    ? Answer
    : Readonly<Record<string, unknown>>

export interface RequestOptions extends CallOptions {
  /** Sent as multipart in place of a body. */
  readonly form?: Form
  /** Whether the shop is named; an unwanted one is an error to TikTok. Known endpoints know it; default `true` for others. */
  readonly withShop?: boolean
  /** That doing it twice does no harm. Known endpoints know it; default `true` for `GET` only. */
  readonly repeatable?: boolean
}

/** What follows method and path: an endpoint that needs something has to be given it. */
export type RequestArguments<Method extends string, Path extends string> =
  EndpointInput extends RequestInput<Method, Path>
    ? readonly [input?: RequestInput<Method, Path>, options?: RequestOptions]
    : readonly [input: RequestInput<Method, Path>, options?: RequestOptions]

/**
 * Calls any endpoint: signed, limited and retried as all calls are.
 *
 * @example
 * const { orders } = await shop.request('GET', '/order/202309/orders', { query: { ids: ['5761'] } })
 */
export interface Request {
  /** @deprecated TikTok Shop has retired this version; the call is refused before it is sent. */
  <Method extends RequestMethod, Path extends string>(
    method: Method,
    path: `${Method} ${Path}` extends RetiredEndpoint ? Path : never,
    ...rest: RequestArguments<Method, Path>
  ): Promise<RequestAnswer<Method, Path>>
  <Method extends RequestMethod, Path extends PathOf<Method>>(
    method: Method,
    path: Path,
    ...rest: RequestArguments<Method, Path>
  ): Promise<RequestAnswer<Method, Path>>
}

const known: ReadonlyMap<string, Endpoint<EndpointInput, unknown>> = new Map(Object.entries(knownEndpoints))

export const createRequest = (call: EndpointCaller): Request => {
  // Overloads, because what is answered depends on the path in a way that only the types know.
  async function request<Method extends RequestMethod, Path extends string>(
    method: Method,
    path: Path,
    ...rest: RequestArguments<Method, Path>
  ): Promise<RequestAnswer<Method, Path>>
  async function request(
    method: RequestMethod,
    path: string,
    input: EndpointInput = {},
    { withShop, repeatable, ...options }: RequestOptions = {},
  ): Promise<unknown> {
    const endpoint = known.get(`${method} ${path}`) ?? undescribed(method, path)
    const shop = withShop === undefined ? endpoint.shop : withShop ? 'required' : 'not-accepted'
    return call({ ...endpoint, shop, repeatable: repeatable ?? endpoint.repeatable }, input, options)
  }
  return request
}

const undescribed = (method: RequestMethod, path: string): Endpoint<EndpointInput, unknown> =>
  defineEndpoint({
    name: `${method} ${path}`,
    method,
    path,
    version: path.split('/')[2] ?? '',
    shop: 'required',
    scopes: [],
    repeatable: method === 'GET',
    answer: () => z.looseObject({}),
  })
