import { z } from 'zod'
import rows from './generated/endpoints.json' with { type: 'json' }

/** The part of a parameter's schema that the gateway checks. */
export interface ParameterSchema {
  readonly type?: string | undefined
  readonly required?: readonly string[] | undefined
  readonly range?: readonly [string, string] | undefined
  readonly values?: readonly string[] | undefined
  readonly maxCount?: number | undefined
  readonly properties?: Readonly<Record<string, ParameterSchema>> | undefined
  readonly items?: ParameterSchema | undefined
}

export interface Endpoint {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly scopes: readonly string[]
  readonly shopCipher: 'required' | 'accepted' | 'not-accepted'
  readonly query?: ParameterSchema | undefined
  readonly body?: ParameterSchema | undefined
  readonly multipart?: boolean | undefined
}

const parameterSchema: z.ZodType<ParameterSchema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    required: z.array(z.string()).optional(),
    range: z.tuple([z.string(), z.string()]).optional(),
    values: z.array(z.string()).optional(),
    maxCount: z.number().optional(),
    properties: z.record(z.string(), parameterSchema).optional(),
    items: parameterSchema.optional(),
  }),
)

const endpointRow: z.ZodType<Endpoint> = z.object({
  name: z.string(),
  method: z.string(),
  path: z.string(),
  scopes: z.array(z.string()),
  shopCipher: z.enum(['required', 'accepted', 'not-accepted']),
  query: parameterSchema.optional(),
  body: parameterSchema.optional(),
  multipart: z.boolean().optional(),
})

/** Every endpoint whose request is documented well enough to check it. */
export const endpoints: readonly Endpoint[] = z.array(endpointRow).parse(rows)

export type EndpointMatch =
  | {
      readonly found: 'endpoint'
      readonly endpoint: Endpoint
      readonly path: Readonly<Record<string, string>>
    }
  | { readonly found: 'other-method' }
  | { readonly found: 'other-version' }
  | { readonly found: 'nothing' }

/** Finds the endpoint as the gateway does: path first, then version, then method. */
export const matchEndpoint = (method: string, pathname: string): EndpointMatch => {
  const segments = pathname.split('/')
  const matching = candidates(segments).flatMap(({ endpoint, template }) => {
    const path = matchSegments(template, segments)
    return path ? [{ endpoint, path }] : []
  })
  // A path without variables wins over one with: `/packages/search` is not the package called "search".
  const [best] = matching
    .filter(match => match.endpoint.method === method)
    .sort((one, other) => Object.keys(one.path).length - Object.keys(other.path).length)
  if (best) return { found: 'endpoint', ...best }
  if (matching.length > 0) return { found: 'other-method' }
  return { found: isOtherVersion(segments) ? 'other-version' : 'nothing' }
}

interface Routed {
  readonly endpoint: Endpoint
  readonly template: readonly string[]
}

const routesByShape = new Map<string, Routed[]>()
for (const endpoint of endpoints) {
  const template = endpoint.path.split('/')
  const shape = shapeOf(template)
  const routes = routesByShape.get(shape) ?? []
  routes.push({ endpoint, template })
  routesByShape.set(shape, routes)
}

/** Domain, version and length: what every path of the platform has in fixed places. */
function shapeOf(segments: readonly string[]): string {
  return `${segments[1]}/${segments[2]}/${segments.length}`
}

const candidates = (segments: readonly string[]): readonly Routed[] =>
  routesByShape.get(shapeOf(segments)) ?? []

const matchSegments = (
  template: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined => {
  const path: Record<string, string> = {}
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? ''
    if (part.startsWith('{')) path[part.slice(1, -1)] = decodeURIComponent(segment)
    else if (part !== segment) return undefined
  }
  return path
}

/** `/api/...` is the first API, switched off; `/order/209901/...` names a version that never was. */
const isOtherVersion = (segments: readonly string[]): boolean =>
  segments[1] === 'api' ||
  (/^\d{6}$/.test(segments[2] ?? '') &&
    endpoints.some(endpoint => {
      const template = endpoint.path.split('/')
      return (
        template.length === segments.length &&
        template[1] === segments[1] &&
        matchSegments([...template.slice(0, 2), segments[2] ?? '', ...template.slice(3)], segments) !==
          undefined
      )
    }))
