import type { Endpoint } from '../transport/endpoint.js'

/** What an endpoint takes. */
export type InputOf<Called> = Called extends Endpoint<infer Input, infer _> ? Input : never

/** What an endpoint answers. */
export type AnswerOf<Called> = Called extends Endpoint<infer _, infer Answer> ? Answer : never

/** The body an endpoint takes. */
export type BodyOf<Called> =
  InputOf<Called> extends { readonly body?: infer Body } ? NonNullable<Body> : never

/** The query an endpoint takes. */
export type QueryOf<Called> =
  InputOf<Called> extends { readonly query?: infer Query } ? NonNullable<Query> : never

/** One item of a list that may be missing. */
export type ItemOf<List> = NonNullable<List> extends readonly (infer Item)[] ? Item : never

/** What a list may be narrowed by; paging and order are options of their own. */
export type FilterOf<Part> = Omit<Part, 'page_size' | 'page_token' | 'sort_field' | 'sort_order'>
