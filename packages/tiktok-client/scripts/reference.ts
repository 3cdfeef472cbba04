import { readFileSync } from 'node:fs'

/** One node of the reference's JSON Schemas, which use only these five types, or leave the type out. */
export interface SchemaNode {
  readonly type?: 'string' | 'integer' | 'boolean' | 'object' | 'array'
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  readonly required?: readonly string[]
  readonly deprecated?: boolean
  readonly 'x-values'?: readonly (string | number)[]
  readonly 'x-unit'?: string
  readonly 'x-range'?: readonly string[]
  readonly 'x-max-count'?: number | string
  readonly 'x-default'?: unknown
  readonly 'x-markets'?: readonly string[] | string
  readonly 'x-content-type'?: string
}

export interface EndpointFacts {
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly version: string
  readonly operation: string
  readonly scopes: readonly string[]
  readonly shopCipher: 'required' | 'accepted' | 'not-accepted'
}

export interface CatalogEntry {
  readonly method: string
  readonly path: string
  readonly operation: string
}

export interface TopicFacts {
  readonly type: number
  readonly name: string
  readonly eventType?: string | null
  readonly data?: SchemaNode
}

const packageFolder = new URL('..', import.meta.url)

// The reference is ours and its shape is known; a wrong one fails the generator, not a user.
const read = <Shape>(name: string): Shape =>
  JSON.parse(readFileSync(new URL(`reference/${name}`, packageFolder), 'utf8'))

export const endpoints = read<readonly EndpointFacts[]>('index.json')
export const catalog = read<readonly CatalogEntry[]>('endpoint-catalog.json')
export const topics = read<{ readonly 'x-topics': readonly TopicFacts[] }>('webhooks.json')['x-topics']
export const errors = read<{
  readonly codes: Readonly<Record<string, { readonly kind: string; readonly retry: string }>>
}>('errors.json')
export const requestSchema = (name: string): SchemaNode => read(`schemas/${name}.request.json`)
export const responseSchema = (name: string): SchemaNode => read(`schemas/${name}.response.json`)
