import { z } from 'zod'
import { nameSpec } from '../../check/shared-spec.js'
import { connectorBase, instantFormSpec, schemaSpec } from '../shared-spec.js'

/** Records in memory as a system: `kind: memory` in a connector file. For trying a flow out. */
export const memoryConnectorSpec = z.strictObject({
  ...connectorBase,
  kind: z.literal('memory'),
  collections: z.record(
    nameSpec,
    z.strictObject({
      records: z.array(z.record(z.string(), z.json())).default([]).describe('What is in it at first.'),
      idField: z.string().default('id'),
      cursorFields: z.record(z.string(), instantFormSpec).default({}),
      record: schemaSpec,
    }),
  ),
})
