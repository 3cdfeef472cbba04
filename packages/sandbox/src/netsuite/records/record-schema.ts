import { z } from 'zod'
import generated from '../generated/record-schemas.json' with { type: 'json' }

const field = z.object({
  kind: z.enum([
    'text',
    'number',
    'integer',
    'boolean',
    'date',
    'date-time',
    'reference',
    'references',
    'enumeration',
    'country',
    'sublist',
    'subrecord',
    'links',
    'any',
  ]),
  /** The type a reference points to; of a field that takes several, a representative. */
  record: z.string().optional(),
  values: z.array(z.string()).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  /** What lines of a sublist, or a subrecord, are made of. */
  element: z.string().optional(),
  /** Fields by which lines of a sublist are known. */
  key: z.array(z.string()).optional(),
  /** The label on the form. */
  title: z.string().optional(),
})

/** What the reference says of a field. */
export type FieldSchema = z.output<typeof field>

/** Fields by their names. */
export type FieldSchemas = ReadonlyMap<string, FieldSchema>

/** The fields of a record, of its lines or of a subrecord; names are found in any case. */
export interface Fields {
  readonly byName: FieldSchemas
  /** The name as NetSuite writes it. */
  spell(name: string): string | undefined
}

const toFields = (schemas: Readonly<Record<string, FieldSchema>>): Fields => {
  const spelled = new Map(Object.keys(schemas).map(name => [name.toLowerCase(), name]))
  return { byName: new Map(Object.entries(schemas)), spell: name => spelled.get(name.toLowerCase()) }
}

const { records, elements } = z
  .object({
    records: z.record(z.string(), z.record(z.string(), field)),
    elements: z.record(z.string(), z.record(z.string(), field)),
  })
  .parse(generated)

interface Kin {
  readonly like: string
  /** Fields that it has besides. */
  readonly more: Readonly<Record<string, FieldSchema>>
}

const to = (record: string): FieldSchema => ({ kind: 'reference', record })
const applied: FieldSchema = { kind: 'sublist', element: 'creditMemo-applyElement', key: ['doc', 'line'] }

/** Types without a schema of their own whose fields follow from their nearest kin: inferred. */
const kin: Readonly<Record<string, Kin>> = {
  purchaseOrder: {
    like: 'salesOrder',
    more: { expense: { kind: 'sublist', element: 'vendorBill-expenseElement', key: ['line'] } },
  },
  transferOrder: { like: 'salesOrder', more: { transferLocation: to('location') } },
  inventoryTransfer: { like: 'inventoryAdjustment', more: { transferLocation: to('location') } },
  vendorCredit: {
    like: 'vendorBill',
    more: {
      apply: applied,
      autoApply: { kind: 'boolean' },
      applied: { kind: 'number' },
      unApplied: { kind: 'number' },
    },
  },
  vendorPayment: { like: 'customerPayment', more: { entity: to('vendor'), apAcct: to('account') } },
}

/** Types without a schema of their own that look like another one. */
const looksLike: Readonly<Record<string, string>> = {
  cashRefund: 'cashSale',
  lotNumberedInventoryItem: 'inventoryItem',
  serializedInventoryItem: 'inventoryItem',
  nonInventoryResaleItem: 'nonInventorySaleItem',
  nonInventoryPurchaseItem: 'nonInventorySaleItem',
  serviceSaleItem: 'nonInventorySaleItem',
  serviceResaleItem: 'nonInventorySaleItem',
  otherChargeSaleItem: 'nonInventorySaleItem',
}

const ofRecords = new Map<string, Fields>()
const ofElements = new Map<string, Fields>()

/** The fields of a record type; undefined for types whose fields the reference does not list: they take any name. */
export const fieldsOfRecord = (type: string): Fields | undefined => {
  const { like = looksLike[type] ?? type, more = {} } = kin[type] ?? {}
  const listed = records[like]
  if (listed === undefined) return undefined
  const schemas = { ...listed, ...more }
  const known = ofRecords.get(type) ?? toFields(schemas)
  ofRecords.set(type, known)
  return known
}

/** The fields of a line or a subrecord; undefined where the reference leaves them open. */
export const fieldsOfElement = (element: string | undefined): Fields | undefined => {
  const schemas = element === undefined ? undefined : elements[element]
  if (element === undefined || schemas === undefined || Object.keys(schemas).length === 0) return undefined
  const known = ofElements.get(element) ?? toFields(schemas)
  ofElements.set(element, known)
  return known
}

/** Types with a list of their fields. */
export const describedTypes: readonly string[] = Object.keys(records)
