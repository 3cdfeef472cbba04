import type { JsonObject } from '@tiktok-ns/flow-engine'
import { type DoctorCheck, lookUp } from './doctor-check.js'

/** Settings that hold internal ids (one, a list, or a map to them), by the table of SuiteQL that has the records. */
const settingsByTable: Readonly<Record<string, readonly string[]>> = {
  location: [
    'location',
    'locations',
    'fbtLocation',
    'returnLocation',
    'scrapLocation',
    'suspendedLocations',
    'warehouses',
  ],
  item: [
    'discountItem',
    'platformDiscountItem',
    'taxItem',
    'shippingItem',
    'retailDeliveryFeeItem',
    'refundItem',
  ],
  account: [
    'account',
    'accounts',
    'depositAccount',
    'cashAccount',
    'refundAccount',
    'bankAccount',
    'clearingAccount',
    'exchangeAccount',
    'walletAccount',
    'transferAccount',
  ],
  customer: ['customer'],
  vendor: ['vendor'],
  subsidiary: ['subsidiary'],
  classification: ['class', 'liveClass', 'sampleClass', 'platformClasses'],
  department: ['department'],
  currency: ['currencies'],
  shipitem: ['shipMethod', 'shipMethods'],
  salestaxitem: ['taxCode', 'taxCodes'],
}

/** What people call a record of these tables; of the others, it is the table's name. */
const nouns: Readonly<Record<string, string>> = {
  classification: 'class',
  shipitem: 'ship method',
  salestaxitem: 'tax code',
}

/** NetSuite's own tax codes, which need not be in the table: not taxable and taxable. */
const builtIn: readonly string[] = ['-7', '-8']

const tableOf = new Map(
  Object.entries(settingsByTable).flatMap(([table, names]) => names.map(name => [name, table] as const)),
)

interface SavedId {
  readonly setting: string
  readonly table: string
  readonly id: string
}

/** Internal ids in a flow's settings are of records that exist and are active. */
export const savedIds: DoctorCheck = {
  subject: 'saved ids',
  asks: ['erp'],
  check: async ({ settings, erp }, context) => {
    const saved = findSavedIds(settings).filter(
      ({ table, id }) => table !== 'salestaxitem' || !builtIn.includes(id),
    )
    if (saved.length === 0) return []
    const tables = [...new Set(saved.map(({ table }) => table))]
    const wrong = await Promise.all(
      tables.map(async table => {
        const ofTable = saved.filter(entry => entry.table === table)
        const query = `SELECT id, isinactive FROM ${table} WHERE id IN (?)`
        const ids = ofTable.map(({ id }) => id).filter(isInternalId)
        const found = await lookUp(context, erp, 'suiteql', ids, { query, key: 'id' })
        return ofTable.flatMap(entry => judge(entry, found.get(entry.id)?.[0]) ?? [])
      }),
    )
    const problems = wrong.flat()
    return problems.length > 0
      ? problems
      : [{ ok: true, message: `the ${saved.length} internal ids in the settings exist and are active` }]
  },
}

/** Within a setting, a name that is a setting's too says what its value is: `accounts: { samples: { account, class } }`. */
const findSavedIds = (settings: JsonObject): readonly SavedId[] =>
  Object.entries(settings).flatMap(([name, value]) => {
    const table = tableOf.get(name)
    return table === undefined ? [] : idsWithin(value, name, table)
  })

const idsWithin = (value: unknown, setting: string, table: string): readonly SavedId[] => {
  if (typeof value === 'string' || typeof value === 'number')
    return value === '' ? [] : [{ setting, table, id: String(value) }]
  if (Array.isArray(value)) return value.flatMap(one => idsWithin(one, setting, table))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) =>
    idsWithin(one, `${setting}.${key}`, tableOf.get(key) ?? table),
  )
}

/** A query that compares a number with other text is an error in NetSuite. */
const isInternalId = (id: string): boolean => /^-?\d+$/.test(id)

const judge = ({ setting, table, id }: SavedId, row: JsonObject | undefined) => {
  const noun = nouns[table] ?? table
  if (row === undefined)
    return {
      ok: false,
      message: `${setting} is ${id}, and the role sees no ${noun} of that internal id in NetSuite`,
      next: `Put the internal id of a ${noun} there, not its name or number; if it is right, let the role see it.`,
    }
  if (row['isinactive'] !== 'T') return undefined
  return {
    ok: false,
    message: `${setting} is ${id}, and that ${noun} is inactive in NetSuite`,
    next: `Make the ${noun} active again, or name another in ${setting}.`,
  }
}
