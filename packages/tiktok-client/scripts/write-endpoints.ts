import { type EndpointFacts, endpoints, requestSchema, responseSchema, type SchemaNode } from './reference.js'
import { type IsRequired, tolerantShapes, toType, toZod } from './write-shape.js'

/** Retired versions, when they ended and what to call instead. @see "Changelog", TikTok Shop Partner Center */
const retired: Readonly<Record<string, readonly [on: string, useInstead: string]>> = {
  'finance-statement-transactions-202309': ['2025-12-31', 'finance-statement-transactions-202501'],
  'finance-order-transactions-202309': ['2025-12-31', 'finance-order-transactions-202501'],
  'finance-payments-202309': ['2026-08-15', 'finance-payments-202605'],
}

/**
 * Calls that are no GET but may be done twice: searches and calculations, and writes that set a state or an absolute value. Those
 * with an idempotency key are repeatable too, because the client always sends one.
 */
const repeatable =
  /(search|query|calculate|eligible-shipping-services|inventory-update|price-update|products-(activate|deactivate|delete|recover)|shop-webhooks-(update|delete)|external-orders-add|aftersales-review|combinable-packages)/

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
const pascal = (name: string): string => camel(`-${name}`)

/** Set by the client itself. */
const own = new Set(['shop_cipher', 'app_key', 'sign', 'timestamp', 'access_token', 'category_asset_cipher'])

const byList: IsRequired = (node, field) => node.required?.includes(field) ?? false

/** An item of the main list always carries its own id: nothing could be done with it otherwise. */
const identities = ['id', 'cancel_id', 'return_id', 'package_id', 'aftersales_request_id', 'rma_id']

const answerRules = (answer: SchemaNode): IsRequired => {
  const items = Object.values(answer.properties ?? {}).flatMap(({ type, items }) =>
    type === 'array' && items?.type === 'object' ? [items] : [],
  )
  return (node, field) =>
    items.includes(node) && identities.find(name => node.properties?.[name] !== undefined) === field
}

/** What a caller gives. A page size is a number everywhere, although some pages call it text: in a query both look the same. */
const withoutOwn = (node: SchemaNode): SchemaNode => ({
  ...node,
  properties: Object.fromEntries(
    Object.entries(node.properties ?? {})
      .filter(([name]) => !own.has(name))
      .map(([name, child]) => [name, name === 'page_size' ? { ...child, type: 'integer' } : child]),
  ),
})

const hasFields = (node: SchemaNode | undefined): node is SchemaNode =>
  Object.keys(node?.properties ?? {}).length > 0

const inputType = ({ properties: parts = {}, 'x-content-type': contentType }: SchemaNode): string => {
  const members = (['path', 'query', 'body'] as const).flatMap(part => {
    // What goes into a form is bytes and says so where it is called.
    const given = part === 'body' && contentType === 'multipart/form-data' ? undefined : parts[part]
    const node = given === undefined ? undefined : withoutOwn(given)
    if (!hasFields(node)) return []
    const needed = Object.keys(node.properties ?? {}).some(field => byList(node, field))
    const type = toType(node, byList, 1)
    return [`  readonly ${part}${needed ? '' : '?'}: ${type}${needed ? '' : ' | undefined'}`]
  })
  return members.length === 0 ? '{}' : `{\n${members.join('\n')}\n}`
}

const write = (facts: EndpointFacts): string => {
  const { name, method, path, version, scopes, shopCipher } = facts
  const request = requestSchema(name)
  const answer = responseSchema(name)
  const isRequired = answerRules(answer)
  const ended = retired[name]
  const keyIn = (['query', 'body'] as const).find(
    part => request.properties?.[part]?.properties?.['idempotency_key'] !== undefined,
  )
  const members = [
    `name: '${name}'`,
    `method: '${method}'`,
    `path: '${path}'`,
    `version: '${version}'`,
    `shop: '${shopCipher}'`,
    `scopes: ${JSON.stringify(scopes).replaceAll('"', "'").replaceAll("','", "', '")}`,
    `repeatable: ${method === 'GET' || keyIn !== undefined || repeatable.test(name)}`,
    ...(keyIn === undefined ? [] : [`idempotencyKey: '${keyIn}'`]),
    ...(request['x-content-type'] === 'multipart/form-data' ? ['multipart: true'] : []),
    ...(ended === undefined ? [] : [`retired: { on: '${ended[0]}', useInstead: '${ended[1]}' }`]),
    `answer: () => ${toZod(answer, isRequired)}`,
  ]
  const deprecation = ended === undefined ? '' : ` @deprecated Retired on ${ended[0]}; use ${ended[1]}.`
  const input = inputType(request)
  return [
    `/** What ${method} ${path} takes. */`,
    input === '{}'
      ? `export type ${pascal(name)}Input = Readonly<Record<never, never>>\n`
      : `export interface ${pascal(name)}Input ${input}\n`,
    `/** What ${method} ${path} answers. */`,
    hasFields(answer)
      ? `export interface ${pascal(name)}Answer ${toType(answer, isRequired)}\n`
      : `export type ${pascal(name)}Answer = { readonly [field: string]: unknown }\n`,
    `/** ${method} ${path}.${deprecation} */`,
    `export const ${camel(name)} = defineEndpoint<${pascal(name)}Input, ${pascal(name)}Answer>({`,
    ...members.map(member => `  ${member},`),
    '})\n',
  ].join('\n')
}

const domainOf = ({ path }: EndpointFacts): string =>
  (path.split('/')[1] ?? '').replace('_', '-').replace(/^(authorization|seller|event)$/, 'shop')

const imports = (text: string): string => {
  const shapes = tolerantShapes.filter(name => new RegExp(`\\b${name}\\b`).test(text))
  return `import { z } from 'zod'\nimport { defineEndpoint } from '../../transport/endpoint.js'\nimport { ${shapes.join(', ')} } from '../../transport/tolerant-shapes.js'\n`
}

/** File name to its text: one file for each domain of the API. */
export const endpointFiles = (header: string): ReadonlyMap<string, string> => {
  const domains = [...new Set(endpoints.map(domainOf))]
  return new Map(
    domains.map(domain => {
      const text = endpoints
        .filter(facts => domainOf(facts) === domain)
        .map(write)
        .join('\n')
      return [`endpoints/${domain}.ts`, `${header}${imports(text)}\n${text}`]
    }),
  )
}

/** Every endpoint whose answer we know, by method and path. */
export const knownEndpoints = (header: string): string => {
  const domains = [...new Set(endpoints.map(domainOf))].sort()
  const importLines = domains.map(domain => {
    const names = endpoints.filter(facts => domainOf(facts) === domain).map(({ name }) => camel(name))
    return `import {\n${names
      .sort()
      .map(name => `  ${name},`)
      .join('\n')}\n} from './${domain}.js'`
  })
  const rows = endpoints.map(({ name, method, path }) => `  '${method} ${path}': ${camel(name)},`)
  const retiredRows = endpoints
    .filter(({ name }) => retired[name] !== undefined)
    .map(({ method, path }) => `  | '${method} ${path}'`)
  return `${header}${importLines.join('\n')}\n\n/** Endpoints whose requests and answers are described, by method and path. */\nexport const knownEndpoints = {\n${rows.join('\n')}\n} as const\n\n/** Those of them that TikTok Shop has switched off. */\nexport type RetiredEndpoint =\n${retiredRows.join('\n')}\n`
}
