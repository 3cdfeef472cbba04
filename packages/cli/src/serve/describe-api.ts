import { z } from 'zod'
import { operationTable } from '../operations/operation-table.js'

/** The HTTP API as an OpenAPI 3.1 document, made from the table that the routes are made from. */
export const describeApi = () => {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [operationId, { method, path, summary, input }] of Object.entries(operationTable)) {
    const schema = z.toJSONSchema(input, { io: 'input' })
    paths[`/api${path}`] = {
      ...paths[`/api${path}`],
      [method.toLowerCase()]: {
        operationId,
        summary,
        ...(method === 'GET'
          ? { parameters: toParameters(schema) }
          : { requestBody: { content: { 'application/json': { schema } } } }),
        responses: {
          200: { description: 'Done.' },
          400: { description: 'The input is wrong; `error` says how.' },
          401: { description: 'The token is missing or wrong.' },
        },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'tiktok-ns serve', version: '1' },
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths,
  }
}

const toParameters = ({ properties = {}, required = [] }: z.core.JSONSchema.BaseSchema) =>
  Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
