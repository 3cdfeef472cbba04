import { z } from 'zod'
import { durationSpec, nameSpec, templateSpec } from '../../check/shared-spec.js'
import { failureKinds } from '../../failures/failure.js'
import { connectorBase, instantFormSpec, pathSpec, resourceBase, schemaSpec } from '../shared-spec.js'

const valuesSpec = z
  .array(z.union([z.string(), z.number(), z.boolean()]).transform(String))
  .min(1)
  .describe('Values at the path, compared as text.')

const methodSpec = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** One call. Everything may hold ${request...}. */
const callSpec = {
  path: z
    .string()
    .startsWith('/')
    .describe('Below the base URL, for example `/orders/${request.externalId}`.'),
  query: z
    .record(z.string(), templateSpec)
    .default({})
    .describe('Empty values are left out; lists repeat the parameter.'),
  headers: z.record(z.string(), z.string()).default({}),
  body: templateSpec.optional().describe('Sent as JSON.'),
}

const stopSpec = {
  size: z.string().optional().describe('The parameter that says how many records a page has.'),
  lastPageStatus: z.int().optional().describe('The status that means there are no more pages; often 404.'),
  lastPage: z
    .strictObject({ path: pathSpec, values: valuesSpec })
    .optional()
    .describe('The page is the last one when the path has one of the values.'),
  pagesPath: pathSpec.optional().describe('Where the answer says how many pages there are.'),
  countPath: pathSpec.optional().describe('Where the answer says how many records there are.'),
}

/** The seven ways in which APIs page. */
const pagingSpec = z
  .discriminatedUnion('method', [
    z.strictObject({
      method: z.literal('page'),
      parameter: z.string().default('page'),
      start: z.int().min(0).default(1),
      ...stopSpec,
    }),
    z.strictObject({ method: z.literal('skip'), parameter: z.string().default('offset'), ...stopSpec }),
    z.strictObject({
      method: z.literal('token'),
      path: pathSpec,
      parameter: z.string().default('page_token'),
      in: z.enum(['query', 'body', 'header']).default('query'),
      ...stopSpec,
    }),
    z.strictObject({ method: z.literal('url'), path: pathSpec, ...stopSpec }),
    z.strictObject({ method: z.literal('linkHeader'), relation: z.string().default('next'), ...stopSpec }),
    z.strictObject({
      method: z.literal('relativeUri'),
      template: z
        .string()
        .describe('Path and query of the next page, from ${request.previous...}; empty ends.'),
      ...stopSpec,
    }),
    z.strictObject({
      method: z.literal('body'),
      template: templateSpec.describe('Body of the next page, from ${request.previous...}; nothing ends.'),
      ...stopSpec,
    }),
  ])
  .describe('How pages follow one another: page, skip, token, url, linkHeader, relativeUri or body.')

const resourceSpec = z.strictObject({
  ...resourceBase,
  ...callSpec,
  method: methodSpec.default('GET'),
  records: pathSpec.optional().describe('Where the answer has its records; the answer itself when left out.'),
  where: schemaSpec.describe('JSON Schema of the `where` a flow may give; `${request.where...}` here.'),
  cursorFields: z
    .record(z.string(), instantFormSpec)
    .default({})
    .describe('Fields a cursor may follow; `${request.?window.?from}` and `.?until` here.'),
  pageSize: z.int().min(1).max(10_000).default(100),
  paging: pagingSpec.optional().describe('Without it, one answer has everything.'),
  byId: z
    .strictObject({ path: callSpec.path, query: callSpec.query, record: pathSpec.optional() })
    .optional()
    .describe('Reads one record, `${request.id}`. Without it, everything is read to find some.'),
})

const lookupSpec = z.strictObject({
  ...callSpec,
  summary: z.string().default(''),
  method: methodSpec.default('GET'),
  records: pathSpec.optional(),
  key: z.string().describe('The field of a match that is the key it was asked by.'),
  match: schemaSpec.describe('JSON Schema of one match.'),
  keysPerCall: z
    .int()
    .min(1)
    .max(1_000)
    .default(50)
    .describe('How many keys one call may ask for, `${request.keys}`.'),
})

const operationSpec = z.strictObject({
  ...callSpec,
  method: methodSpec.default('POST'),
  body: templateSpec.default('${request.payload}').describe('Sent as JSON; the payload when left out.'),
  ref: pathSpec.default('id').describe("Where the answer has the record's id."),
  idempotencyHeader: z
    .string()
    .optional()
    .describe('A header that carries the idempotency key, if the system knows one.'),
})

const importSpec = z.strictObject({
  summary: z.string().default(''),
  payload: schemaSpec.describe('JSON Schema of what is written.'),
  answer: schemaSpec.describe('JSON Schema of what a write answers.'),
  present: nameSpec
    .optional()
    .describe(
      'A lookup that finds a record by its external id. With it a dry run can say what a write would change.',
    ),
  operations: z
    .record(nameSpec, operationSpec)
    .refine(operations => Object.keys(operations).length > 0, 'must have at least one operation'),
})

const authSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('header'),
    name: z.string().default('Authorization'),
    prefix: z.string().default(''),
  }),
  z.strictObject({ kind: z.literal('basic') }),
  z.strictObject({
    kind: z.literal('oauth2'),
    tokenUrl: z.string().describe('Where tokens come from; a path starts at the base URL.'),
    scope: z.string().optional(),
    credentialsIn: z.enum(['basic', 'body']).default('basic'),
  }),
])

const kindSpec = z.enum(failureKinds)

/** How to tell a failure, also where an API answers 200 for one. */
const answersSpec = z.strictObject({
  success: z
    .strictObject({ path: pathSpec, values: valuesSpec })
    .optional()
    .describe('An answer without one of these values is a failure.'),
  failure: z
    .strictObject({ path: pathSpec, values: valuesSpec.optional() })
    .optional()
    .describe('An answer with one of these values, or with any, is a failure.'),
  message: pathSpec.optional().describe('Where the answer says what is wrong.'),
  code: pathSpec.optional().describe('Where the answer has the code of a failure.'),
  kinds: z.record(z.string(), kindSpec).default({}).describe('Failure kinds by code.'),
  statuses: z
    .record(z.string().regex(/^\d{3}$/), kindSpec)
    .default({})
    .describe('Failure kinds by HTTP status, before the usual ones.'),
})

const httpConnectorShape = z.strictObject({
  ...connectorBase,
  kind: z.literal('http'),
  baseUrl: z.url({ protocol: /^https?$/ }).describe('Where every path starts. An account may have its own.'),
  auth: authSpec.default({ kind: 'none' }),
  answers: answersSpec.default({ kinds: {}, statuses: {} }),
  timeout: durationSpec.default('30s'),
  resources: z.record(nameSpec, resourceSpec).default({}),
  lookups: z.record(nameSpec, lookupSpec).default({}),
  imports: z.record(nameSpec, importSpec).default({}),
  probe: z
    .strictObject({ path: callSpec.path })
    .optional()
    .describe('A harmless call that shows whether the connection works.'),
})

/** A REST API as data: `kind: http` in a connector file. */
export const httpConnectorSpec = httpConnectorShape.superRefine(({ imports, lookups }, { addIssue }) => {
  for (const [target, { present }] of Object.entries(imports))
    if (present !== undefined && !Object.hasOwn(lookups, present))
      addIssue({
        code: 'custom',
        path: ['imports', target, 'present'],
        message: `must be one of the lookups: ${Object.keys(lookups).join(', ') || 'there is none'}`,
      })
})

export type HttpConnectorSpec = z.infer<typeof httpConnectorSpec>
export type HttpResourceSpec = HttpConnectorSpec['resources'][string]
export type HttpPagingSpec = NonNullable<HttpResourceSpec['paging']>
export type HttpLookupSpec = HttpConnectorSpec['lookups'][string]
export type HttpOperationSpec = HttpConnectorSpec['imports'][string]['operations'][string]
