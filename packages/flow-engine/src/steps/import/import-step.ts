import { z } from 'zod'
import { suggest } from '../../check/nearest-word.js'
import { nameSpec, stepBase, templateSpec } from '../../check/shared-spec.js'
import type { RecordReferencePlan } from '../../compile/flow-plan.js'
import { defineStep, type StepCheckContext, splitReference } from '../step-definition.js'
import { cacheConnection } from './write-to-cache.js'

const recordReference = (what: string) =>
  z.strictObject({
    record: z.string().describe(`Kind of record, as in \`into\`: ${what}. It may depend on the record.`),
    id: z.string().optional().describe("The other system's own id."),
    externalId: z.string().optional().describe('Or the external id.'),
  })

const path = z.string().regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, 'must be a path such as entity.id')

const schema = z.strictObject({
  import: nameSpec.describe("The step's id; later steps read what the write answered as `steps.<id>`."),
  into: z
    .string()
    .describe('`connection.record`, for example `erp.salesOrder`; or `caches.<name>`, for cache lookups.'),
  operation: z
    .string()
    .default('create')
    .describe(
      'What to do: create, update, upsert, delete, transform, attach, or another that the connector offers.',
    ),
  ifExists: z
    .enum(['update', 'keep', 'fail'])
    .default('keep')
    .describe('What happens when a record with this external id is there already; `keep` takes it as done.'),
  ifMissing: z
    .enum(['fail', 'skip', 'create'])
    .default('fail')
    .describe('What happens when the record to change is not there. `skip`: the step is left out.'),
  externalId: z
    .string()
    .optional()
    .describe('The id the record gets in the other system. The same id never makes two records.'),
  id: z.string().optional().describe("The other system's own id of the record to change."),
  from: recordReference('what a transform starts from')
    .optional()
    .describe('The record that a `transform` starts from.'),
  to: recordReference('what is attached to')
    .optional()
    .describe('The record that an `attach` joins this one to, or a `detach` parts it from.'),
  idempotencyKey: z
    .string()
    .optional()
    .describe('Where there is no external id: what makes this write the same write when it is tried again.'),
  payload: templateSpec.optional().describe('What to write.'),
  immutable: z
    .array(path)
    .default([])
    .describe(
      'Fields of the payload that are written when the record is created and never changed by a later run.',
    ),
  blanks: z
    .enum(['keep', 'drop', 'clear'])
    .default('keep')
    .describe(
      'Null and empty text in the payload: sent as they are, left out, or sent as null to clear the field.',
    ),
  lock: z
    .string()
    .optional()
    .describe(
      'Records that give the same text are written one after the other, by this flow and by others of the project, for example ${record.order_id}.',
    ),
  batch: z
    .int()
    .min(1)
    .max(1_000)
    .default(1)
    .describe('Records that one call may carry, where the connector can.'),
  ...stepBase,
})

type Spec = z.infer<typeof schema>

const checkTemplates = (spec: Spec, context: StepCheckContext): void => {
  if (spec.payload !== undefined) context.template(spec.payload, ['payload'])
  for (const name of ['externalId', 'id', 'idempotencyKey', 'lock'] as const) {
    const template = spec[name]
    if (template !== undefined) context.template(template, [name])
  }
  for (const name of ['from', 'to'] as const) {
    const reference = spec[name]
    if (reference === undefined) continue
    context.template(omitUndefined(reference), [name])
    if (reference.id === undefined && reference.externalId === undefined)
      context.problem(
        [name],
        `"${name}" does not say which record`,
        'add "id:" or "externalId:"',
        'missing-key',
      )
  }
}

/** What an operation cannot do without, or cannot use. */
const checkTogether = (spec: Spec, context: StepCheckContext): void => {
  const { operation, externalId, id } = spec
  if (externalId === undefined && spec.idempotencyKey === undefined && id === undefined) {
    context.problem(
      ['import'],
      'this import has neither externalId nor idempotencyKey, so a retry could write twice',
      'add "externalId:", for example ${settings.externalIdPrefix}-${record.id}',
    )
  }
  if ((operation === 'update' || operation === 'delete') && externalId === undefined && id === undefined)
    context.problem(['operation'], `${operation} has to know which record`, 'add "id:" or "externalId:"')
  if (['create', 'update', 'upsert'].includes(operation) && spec.payload === undefined)
    context.problem([], '"payload" is missing', 'add it', 'missing-key')
  if (operation === 'transform' && spec.from === undefined)
    context.problem(['operation'], 'transform has to know which record it starts from', 'add "from:"')
  if ((operation === 'attach' || operation === 'detach') && spec.to === undefined)
    context.problem(['operation'], `${operation} has to know the other record`, 'add "to:"')
  if (spec.immutable.length > 0 && operation === 'upsert')
    context.problem(
      ['immutable'],
      'an upsert writes the same fields whether the record is there or not',
      'say operation: create with ifExists: update',
    )
  if (spec.lock !== undefined && spec.batch > 1)
    context.problem(
      ['batch'],
      'records with one lock are written one after the other, so they cannot share a call',
      'remove "batch:" or "lock:"',
    )
}

export const importStep = defineStep<Spec>({
  kind: 'import',
  summary: 'Writes to another system, once.',
  schema,
  check: (spec, context) => {
    checkTemplates(spec, context)
    checkTogether(spec, context)
    const [connection] = splitReference(spec.into)
    if (connection === cacheConnection) return {}
    const reference = context.connectorOf(spec.into, ['into'])
    if (reference === undefined) return {}
    const { imports, name: connector } = reference.description
    const target = Object.hasOwn(imports, reference.name) ? imports[reference.name] : undefined
    if (target === undefined) {
      context.problem(
        ['into'],
        `${connector} has no import "${reference.name}"`,
        suggest(reference.name, Object.keys(imports)),
        'unknown-name',
      )
      return {}
    }
    if (!target.operations.includes(spec.operation)) {
      context.problem(
        ['operation'],
        `${spec.into} cannot "${spec.operation}"`,
        suggest(spec.operation, target.operations),
        'unknown-name',
      )
    }
    return { answer: target.answer }
  },
  compile: (spec, { base, connection }) => {
    const [name, target] = splitReference(spec.into)
    return {
      ...base,
      kind: 'import',
      connection: name === cacheConnection ? name : connection(name),
      target,
      operation: spec.operation,
      ifExists: spec.ifExists,
      ifMissing: spec.ifMissing,
      idempotencyKey: spec.idempotencyKey ?? spec.externalId ?? spec.id ?? '',
      payload: spec.payload ?? {},
      immutable: spec.immutable.map(field => field.split('.')),
      blanks: spec.blanks,
      batch: spec.batch,
      ...omitUndefined({ externalId: spec.externalId, ref: spec.id, lock: spec.lock }),
      ...(spec.from === undefined ? {} : { source: toReference(spec.from) }),
      ...(spec.to === undefined ? {} : { attachTo: toReference(spec.to) }),
    }
  },
  examples: [
    {
      title: 'One customer for every buyer, however often the flow runs',
      yaml: '- import: customer\n  into: erp.customer\n  operation: upsert\n  externalId: TTS-${connections.shop.key}-CUST-${record.user_id}\n  payload: { companyName: "TikTok buyer ${record.user_id}" }',
    },
    {
      title: 'An invoice made from the sales order, once it has been shipped',
      yaml: '- import: invoice\n  into: erp.invoice\n  operation: transform\n  from: { record: salesOrder, externalId: "TTS-${connections.shop.key}-SO-${record.id}" }\n  externalId: TTS-${connections.shop.key}-INV-${record.id}\n  when: record.status == "IN_TRANSIT"',
    },
    {
      title: 'A note that is written once and kept when the order is imported again',
      yaml: '- import: salesOrder\n  into: erp.salesOrder\n  ifExists: update\n  immutable: [memo]\n  externalId: TTS-${connections.shop.key}-SO-${record.id}\n  payload: { memo: "first seen as ${record.status}", status: "${record.status}" }',
    },
  ],
})

const toReference = ({ record, id, externalId }: NonNullable<Spec['from']>): RecordReferencePlan => ({
  record,
  ...omitUndefined({ ref: id, externalId }),
})

const omitUndefined = <Name extends string>(
  texts: Readonly<Partial<Record<Name, string | undefined>>>,
): Partial<Record<Name, string>> => {
  const present: Partial<Record<Name, string>> = {}
  for (const name in texts) {
    const text = texts[name]
    if (text !== undefined) present[name] = text
  }
  return present
}
