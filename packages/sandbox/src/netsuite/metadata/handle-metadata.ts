import type { Json, JsonObject } from '../../json.js'
import type { Account } from '../account.js'
import { problems } from '../problem.js'
import { describedTypes } from '../records/record-schema.js'
import { findRecordType } from '../records/record-types.js'
import { toSchema } from './to-schema.js'

const base = '/services/rest/record/v1/metadata-catalog'

const answer = (body: Json, type: string): Response =>
  new Response(JSON.stringify(body), { headers: { 'content-type': type } })

const schemaType = 'application/schema+json'
const swaggerType = 'application/swagger+json'

/** `/record/v1/metadata-catalog`: which records there are, and the shape of each, as the account sees them. */
export const handleMetadata = (
  request: Request,
  url: URL,
  [typeName]: readonly string[],
  account: Account,
): Response => {
  if (request.method !== 'GET') throw problems.wrongMethod()
  const accept = request.headers.get('accept') ?? 'application/json'
  const selected = typeName ?? url.searchParams.get('select') ?? undefined
  const names =
    selected === undefined ? catalogued(account) : selected.split(',').map(name => known(name, url))
  if (accept.includes(swaggerType)) return answer(toOpenApi(names, account), swaggerType)
  if (typeName !== undefined && accept.includes(schemaType))
    return answer(toSchema(known(typeName, url), account), schemaType)
  return answer(
    { items: names.map(name => entry(name, url)), links: [link(url, '', 'self')] },
    'application/json',
  )
}

const catalogued = ({ settings }: Account): readonly string[] => [
  ...describedTypes,
  ...(settings.customRecords ?? []).map(({ id }) => id.toLowerCase()),
]

const known = (name: string, url: URL): string => {
  const type = findRecordType(name)
  if (type === undefined) throw problems.unknownType(name, url.pathname)
  return type.name
}

const link = ({ origin }: URL, name: string, rel: string, mediaType?: string): JsonObject => ({
  rel,
  href: `${origin}${base}${name === '' ? '' : `/${name.toLowerCase()}`}`,
  ...(mediaType === undefined ? {} : { mediaType }),
})

const entry = (name: string, url: URL): JsonObject => ({
  name: name.toLowerCase(),
  links: [
    link(url, name, 'canonical'),
    link(url, name, 'alternate', swaggerType),
    link(url, name, 'alternate', schemaType),
  ],
})

const toOpenApi = (names: readonly string[], account: Account): JsonObject => ({
  openapi: '3.0.1',
  info: { title: 'NetSuite REST API', version: '1.0' },
  paths: Object.fromEntries(
    names.flatMap(name => [
      [`/${name}`, operations(name, ['get', 'post'])],
      [`/${name}/{id}`, operations(name, ['get', 'patch', 'put', 'delete'])],
    ]),
  ),
  components: { schemas: Object.fromEntries(names.map(name => [name, toSchema(name, account)])) },
})

const operations = (name: string, verbs: readonly string[]): JsonObject =>
  Object.fromEntries(
    verbs.map(verb => [
      verb,
      { tags: [name], responses: { [verb === 'get' ? '200' : '204']: { description: 'Done.' } } },
    ]),
  )
