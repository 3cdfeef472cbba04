import type { JsonObject } from '../../json.js'
import type { Account } from '../account.js'
import { type FieldSchema, type Fields, fieldsOfElement, fieldsOfRecord } from '../records/record-schema.js'
import { findRecordType } from '../records/record-types.js'

const catalog = '/services/rest/record/v1/metadata-catalog'

/** A record type as JSON Schema draft 6, with the custom fields of the account. */
export const toSchema = (type: string, { settings }: Account): JsonObject => {
  const fields = fieldsOfRecord(type)
  const prefix = customPrefix(type)
  const own = (settings.customFields ?? []).filter(({ id }) => id.startsWith(prefix))
  const custom = own.map(({ id, label, type: kind }): [string, JsonObject] => [
    id,
    {
      title: label ?? id,
      ...(customTypes[kind] ?? {}),
      nullable: true,
      'x-ns-custom-field': true,
    },
  ])
  const filterable = [...(fields?.byName ?? [])]
    .filter(([, schema]) => !['sublist', 'subrecord', 'links', 'references'].includes(schema.kind))
    .map(([name]) => name)
  return {
    $schema: 'http://json-schema.org/draft-06/hyper-schema#',
    type: 'object',
    properties: { ...(fields === undefined ? {} : propertiesOf(fields, 0)), ...Object.fromEntries(custom) },
    'x-ns-filterable': [...filterable, ...own.map(({ id }) => id)],
  }
}

const customTypes: Readonly<Record<string, JsonObject>> = {
  text: { type: 'string' },
  number: { type: 'number', format: 'double' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  reference: { type: 'object' },
}

const customPrefix = (type: string): string => {
  switch (findRecordType(type)?.group) {
    case 'transaction':
      return 'custbody'
    case 'entity':
      return 'custentity'
    case 'item':
      return 'custitem'
    default:
      return 'custrecord'
  }
}

/** A sublist in a sublist is as deep as it goes. */
const maxDepth = 3

const propertiesOf = ({ byName }: Fields, depth: number): JsonObject =>
  Object.fromEntries(
    [...byName].map(([name, schema]) => [
      name,
      {
        ...(schema.title === undefined ? {} : { title: schema.title }),
        ...shapeOf(schema, depth),
        ...(schema.kind === 'reference' || schema.kind === 'links' ? {} : { nullable: true }),
        'x-ns-custom-field': false,
      },
    ]),
  )

const shapeOf = (schema: FieldSchema, depth: number): JsonObject => {
  switch (schema.kind) {
    case 'text':
      return { type: 'string' }
    case 'number':
      return { type: 'number', format: 'double' }
    case 'integer':
      return { type: 'integer', format: 'int64' }
    case 'boolean':
      return { type: 'boolean' }
    case 'date':
    case 'date-time':
      return { type: 'string', format: schema.kind }
    case 'enumeration':
    case 'country':
      return {
        type: 'object',
        properties: {
          id: {
            title: 'Internal identifier',
            type: 'string',
            ...(schema.values ? { enum: schema.values } : {}),
          },
          refName: { title: 'Reference Name', type: 'string' },
        },
      }
    case 'reference':
      return { $ref: `${catalog}/${(schema.record ?? 'nsResource').toLowerCase()}` }
    case 'references':
      return collectionOf({ $ref: `${catalog}/${(schema.record ?? 'nsResource').toLowerCase()}` })
    case 'sublist':
      return collectionOf(elementOf(schema, depth))
    case 'subrecord':
      return elementOf(schema, depth)
    case 'links':
      return { type: 'array', items: { $ref: `${catalog}/nslink` }, readOnly: true }
    case 'any':
      return {}
  }
}

const elementOf = ({ element }: FieldSchema, depth: number): JsonObject => {
  const fields = depth < maxDepth ? fieldsOfElement(element) : undefined
  return fields === undefined
    ? { type: 'object' }
    : { type: 'object', properties: propertiesOf(fields, depth + 1) }
}

const collectionOf = (items: JsonObject): JsonObject => ({
  type: 'object',
  properties: {
    count: { type: 'integer', format: 'int64', readOnly: true },
    hasMore: { type: 'boolean', readOnly: true },
    items: { type: 'array', items },
    offset: { type: 'integer', format: 'int64', readOnly: true },
    totalResults: { type: 'integer', format: 'int64', readOnly: true },
  },
})
