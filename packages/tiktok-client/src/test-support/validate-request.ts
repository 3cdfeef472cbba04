import { Ajv2020 } from 'ajv/dist/2020.js'
import { type EndpointFacts, requestSchema, type SchemaNode } from '../../scripts/reference.js'
import { signRequest } from '../auth/sign-request.js'

// Queries are text on the wire; the schema says what the text means.
const ofQueries = new Ajv2020({ strict: false, allErrors: true, coerceTypes: 'array' })
const ofBodies = new Ajv2020({ strict: false, allErrors: true })

/** What is in every query. */
const common = new Set(['app_key', 'timestamp', 'sign', 'shop_cipher'])

/** What is wrong with a request, measured by the reference: method, path, query, body, shop, signature. */
export const validateRequest = async (
  facts: EndpointFacts,
  request: Request,
  params: object,
): Promise<readonly string[]> => {
  const schema = requestSchema(facts.name)
  const { path, query, body } = schema.properties ?? {}
  const url = new URL(request.url)
  const sent = Object.fromEntries(url.searchParams)
  const isForm = schema['x-content-type'] === 'multipart/form-data'
  const text = isForm ? undefined : await request.clone().text()
  return [
    ...(request.method === facts.method ? [] : [`method ${request.method}, not ${facts.method}`]),
    ...('shop_cipher' in sent === (facts.shopCipher !== 'not-accepted')
      ? []
      : [`shop_cipher is ${facts.shopCipher}`]),
    ...checkWith(ofQueries, path, params, 'path'),
    ...checkWith(
      ofQueries,
      query,
      Object.fromEntries(Object.entries(sent).filter(([name]) => !common.has(name))),
      'query',
    ),
    ...(isForm ? await checkForm(body, request) : checkWith(ofBodies, body, toBody(text), 'body')),
    ...(text === '{}' ? ['an empty body was sent'] : []),
    ...checkSignature(url, text),
  ]
}

const toBody = (text: string | undefined): object => (text ? JSON.parse(text) : {})

const checkWith = (ajv: Ajv2020, schema: SchemaNode = {}, value: object, part: string): readonly string[] => {
  const { shop_cipher: _, ...properties } = schema.properties ?? {}
  const validate = ajv.compile(closed({ ...schema, type: 'object', properties }))
  if (validate(structuredClone(value))) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${part}${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}

/** The schema without room for fields that it does not name. */
const closed = (node: SchemaNode): object => ({
  ...node,
  ...(node.properties === undefined
    ? {}
    : {
        properties: Object.fromEntries(
          Object.entries(node.properties).map(([field, child]) => [field, closed(child)]),
        ),
        additionalProperties: false,
      }),
  ...(node.items === undefined ? {} : { items: closed(node.items) }),
})

const checkForm = async (schema: SchemaNode = {}, request: Request): Promise<readonly string[]> => {
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('multipart/form-data; boundary=')) return [`content-type ${type}`]
  const names = [...(await request.clone().formData()).keys()]
  const known = Object.keys(schema.properties ?? {})
  return [
    ...names.filter(name => !known.includes(name)).map(name => `form has no ${name}`),
    ...(schema.required ?? []).filter(name => !names.includes(name)).map(name => `form wants ${name}`),
  ]
}

const checkSignature = ({ pathname, searchParams }: URL, body: string | undefined): readonly string[] => {
  const query = Object.fromEntries(searchParams)
  const expected = signRequest({ appSecret: 'e59af819cc', path: pathname, query, body })
  return query['sign'] === expected ? [] : ['the signature is wrong']
}
