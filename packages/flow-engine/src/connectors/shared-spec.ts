import { z } from 'zod'
import { nameSpec } from '../check/shared-spec.js'

/** A JSON Schema as data. Expressions are checked against it; what it leaves out may be anything. */
export const schemaSpec = z.record(z.string(), z.json()).default({ type: 'object' })

/** Dots lead down into an answer: `data.orders`. */
export const pathSpec = z
  .string()
  .regex(/^[^.\s]+(\.[^.\s]+)*$/, 'must be a path such as data.orders')
  .describe('A path into the answer, with dots: `data.orders`.')

export const instantFormSpec = z
  .enum(['iso', 'epoch-seconds', 'epoch-milliseconds'])
  .describe('How a record writes an instant.')

/** What every connector file has. */
export const connectorBase = {
  connector: nameSpec.describe('The name flows use in their `connections`.'),
  title: z.string().min(1).optional().describe('What people call the system.'),
}

/** What every resource of a connector file has. */
export const resourceBase = {
  summary: z.string().default('').describe('What its records are.'),
  record: schemaSpec.describe('JSON Schema of one record. Expressions are checked against it.'),
  idField: z.string().default('id').describe("The record's own key."),
  emptyOk: z
    .boolean()
    .default(false)
    .describe('Without this, an answer or file that is not there is an error and not an empty list.'),
}
