import { ApiError } from '@tiktok-ns/client-kit'
import { z } from 'zod'
import { toRecordType } from '../records/record-type.js'
import type { RecordCallOptions } from '../records/records.js'
import type { Caller } from '../transport/caller.js'

export interface FieldDescription {
  /** As it stands in a record; custom fields in lower case. */
  readonly name: string
  /** The label on the form. */
  readonly title: string
  readonly kind:
    | 'text'
    | 'number'
    | 'boolean'
    | 'date'
    | 'date-time'
    | 'choice'
    | 'reference'
    | 'part'
    | 'other'
  readonly isCustom: boolean
  /** Whether a list's filter (`q`) may name it. */
  readonly isFilterable: boolean
  /** Ids of a choice. */
  readonly options?: readonly string[]
  /** Record type, sublist or subrecord it leads to. */
  readonly target?: string
}

export interface RecordDescription {
  readonly type: string
  readonly fields: readonly FieldDescription[]
  /** NetSuite's own JSON Schema (draft 6), for what the fields do not say. */
  readonly schema: Readonly<Record<string, unknown>>
}

/**
 * What this account's records look like, to this role: custom fields, features and permissions included.
 *
 * @see "Working with SuiteTalk REST Web Services Metadata", SuiteTalk REST Web Services API Guide
 */
export interface Metadata {
  /** Names of the record types the role may see, custom ones in lower case (`customrecord_x`). */
  listTypes(options?: RecordCallOptions): Promise<readonly string[]>
  describe(type: string, options?: RecordCallOptions): Promise<RecordDescription>
}

const catalogPath = '/record/v1/metadata-catalog'

const catalog = z.looseObject({ items: z.array(z.looseObject({ name: z.string() })) })

const fieldSchema = z.looseObject({
  title: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  $ref: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  'x-ns-custom-field': z.boolean().optional(),
  properties: z.record(z.string(), z.looseObject({ enum: z.array(z.unknown()).optional() })).optional(),
})

const recordSchema = z.looseObject({
  properties: z.record(z.string(), fieldSchema),
  'x-ns-filterable': z.array(z.string()).default([]),
})

export const createMetadata = (call: Caller): Metadata => ({
  listTypes: async (options = {}) => {
    const { body } = await call({ method: 'GET', path: catalogPath, repeatable: true, ...options })
    const parsed = catalog.safeParse(body)
    if (!parsed.success) throw noMetadata('list of record types')
    return parsed.data.items.map(({ name }) => toRecordType(name))
  },
  describe: async (type, options = {}) => {
    const { body } = await call({
      method: 'GET',
      path: `${catalogPath}/${encodeURIComponent(type)}`,
      headers: { accept: 'application/schema+json' },
      repeatable: true,
      ...options,
    })
    const parsed = recordSchema.safeParse(body)
    if (!parsed.success) throw noMetadata(`schema of ${type}`)
    const filterable = new Set(parsed.data['x-ns-filterable'])
    const fields = Object.entries(parsed.data.properties)
      .filter(([name]) => name !== 'links')
      .map(([name, schema]) => describeField(name, schema, filterable))
    return { type: toRecordType(type), fields, schema: parsed.data }
  },
})

const customName = /^cust(body|col|entity|event|item|record)/i

const describeField = (
  name: string,
  schema: z.infer<typeof fieldSchema>,
  filterable: ReadonlySet<string>,
): FieldDescription => {
  const options = schema.enum ?? schema.properties?.['id']?.enum
  const target = schema.$ref?.split('/').at(-1)
  return {
    name,
    title: schema.title ?? name,
    kind: kindOf(schema, options !== undefined),
    isCustom: schema['x-ns-custom-field'] ?? customName.test(name),
    isFilterable: filterable.has(name),
    ...(options === undefined ? {} : { options: options.map(String) }),
    ...(target === undefined ? {} : { target: toRecordType(target) }),
  }
}

const kinds: Readonly<Record<string, FieldDescription['kind']>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
}

const kindOf = (
  { type = '', format, $ref, properties }: z.infer<typeof fieldSchema>,
  isChoice: boolean,
): FieldDescription['kind'] => {
  if (isChoice) return 'choice'
  // Sublists and subrecords are named `salesorder-item`; a plain name is another record.
  if ($ref !== undefined) return $ref.split('/').at(-1)?.includes('-') === true ? 'part' : 'reference'
  if (type === 'string' && (format === 'date' || format === 'date-time')) return format
  return kinds[type] ?? (properties === undefined ? 'other' : 'part')
}

const noMetadata = (what: string): ApiError =>
  new ApiError({
    kind: 'unavailable',
    message: `NetSuite answered with something that is no ${what}`,
    hint: 'Read it again; the role needs the REST Web Services permission.',
    request: `GET /services/rest${catalogPath}`,
  })
