import { z } from 'zod'
import { suggest } from '../../check/nearest-word.js'
import { nameSpec, stepBase, templateSpec } from '../../check/shared-spec.js'
import { defineStep, splitReference } from '../step-definition.js'

const schema = z.strictObject({
  import: nameSpec.describe("The step's id; later steps read what the write answered as `steps.<id>`."),
  into: z.string().describe('`connection.record`, for example `erp.salesOrder`.'),
  operation: z
    .string()
    .default('create')
    .describe('What to do: create, update, upsert, or another that the connector offers.'),
  ifExists: z
    .enum(['update', 'keep', 'fail'])
    .default('keep')
    .describe('What happens when a record with this external id is there already; `keep` takes it as done.'),
  externalId: z
    .string()
    .optional()
    .describe('The id the record gets in the other system. The same id never makes two records.'),
  idempotencyKey: z
    .string()
    .optional()
    .describe('Where there is no external id: what makes this write the same write when it is tried again.'),
  payload: templateSpec.describe('What to write.'),
  ...stepBase,
})

export const importStep = defineStep<z.infer<typeof schema>>({
  kind: 'import',
  summary: 'Writes to another system, once.',
  schema,
  check: (spec, context) => {
    context.template(spec.payload, ['payload'])
    if (spec.externalId !== undefined) context.template(spec.externalId, ['externalId'])
    if (spec.idempotencyKey !== undefined) context.template(spec.idempotencyKey, ['idempotencyKey'])
    if (spec.externalId === undefined && spec.idempotencyKey === undefined) {
      context.problem(
        ['import'],
        'this import has neither externalId nor idempotencyKey, so a retry could write twice',
        'add "externalId:", for example ${settings.externalIdPrefix}-${record.id}',
      )
    }
    const reference = context.connectorOf(spec.into, ['into'])
    if (reference === undefined) return {}
    const { imports, name: connector } = reference.description
    const target = Object.hasOwn(imports, reference.name) ? imports[reference.name] : undefined
    if (target === undefined) {
      context.problem(
        ['into'],
        `${connector} has no import "${reference.name}"`,
        suggest(reference.name, Object.keys(imports)),
      )
      return {}
    }
    if (!target.operations.includes(spec.operation)) {
      context.problem(
        ['operation'],
        `${spec.into} cannot "${spec.operation}"`,
        suggest(spec.operation, target.operations),
      )
    }
    return { answer: target.answer }
  },
  compile: (spec, { base }) => {
    const [connection, target] = splitReference(spec.into)
    return {
      ...base,
      kind: 'import',
      connection,
      target,
      operation: spec.operation,
      ifExists: spec.ifExists,
      ...(spec.externalId === undefined ? {} : { externalId: spec.externalId }),
      idempotencyKey: spec.idempotencyKey ?? spec.externalId ?? '',
      payload: spec.payload,
    }
  },
  examples: [
    {
      title: 'One customer for every buyer, however often the flow runs',
      yaml: '- import: customer\n  into: erp.customer\n  operation: upsert\n  externalId: TTS-${connections.shop.key}-CUST-${record.user_id}\n  payload: { companyName: "TikTok buyer ${record.user_id}" }',
    },
  ],
})
