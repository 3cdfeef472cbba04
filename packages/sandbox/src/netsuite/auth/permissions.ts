import { problems } from '../problem.js'
import type { RecordType } from '../records/record-types.js'
import { transactionKinds } from '../transactions/transaction-kinds.js'
import { permissionLevels, type Scope } from './auth-seed.js'
import type { Session } from './authenticate.js'

export type PermissionLevel = (typeof permissionLevels)[number]

/** A permission as a role's page lists it: the tab, and the name on it. */
interface Permission {
  readonly tab: string
  readonly name: string
}

/** Lists whose permission is not called like the record type. */
const lists: Readonly<Record<string, string>> = {
  customer: 'Customers',
  vendor: 'Vendors',
  employee: 'Employees',
  contact: 'Contacts',
  partner: 'Partners',
  job: 'Projects',
  location: 'Locations',
  subsidiary: 'Subsidiaries',
  classification: 'Classes',
  department: 'Departments',
  account: 'Accounts',
  currency: 'Currency',
  promotionCode: 'Promotion',
}

const titleOf = (name: string): string => {
  const words = name.replace(/([A-Z])/g, ' $1')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** The permission that records of a type need. */
export const permissionFor = ({ name, group }: RecordType): Permission => {
  if (group === 'transaction')
    return { tab: 'Transactions', name: transactionKinds[name]?.title ?? titleOf(name) }
  if (group === 'item') return { tab: 'Lists', name: 'Items' }
  if (name.startsWith('customrecord')) return { tab: 'Lists', name: 'Custom Record Entries' }
  return { tab: 'Lists', name: lists[name] ?? titleOf(name) }
}

/** Whether a session may do so much with a permission. */
export const permits = ({ role }: Session, { name }: Permission, level: PermissionLevel): boolean => {
  if (role === undefined) return true
  const held = role.permissions[name]
  return held !== undefined && permissionLevels.indexOf(held) >= permissionLevels.indexOf(level)
}

/** @throws Problem naming the permission that the role lacks */
export const demand = (session: Session, permission: Permission, level: PermissionLevel): void => {
  if (!permits(session, permission, level))
    throw problems.insufficientPermission(permission.tab, permission.name)
}

/** Of a whole service, before what is asked of it is looked at. */
const services: Readonly<Record<'record' | 'query', Permission>> = {
  record: { tab: 'Setup', name: 'REST Web Services' },
  query: { tab: 'Reports', name: 'SuiteAnalytics Workbook' },
}

/** @throws Problem when the session may not use the service */
export const demandService = (session: Session, service: 'record' | 'query'): void => {
  demandScope(session, 'rest_webservices')
  demand(session, services.record, 'view')
  if (service === 'query') demand(session, services.query, 'view')
}

/** @throws Problem when the access token was not given for this scope */
export const demandScope = ({ scopes }: Session, scope: Scope): void => {
  if (scopes !== undefined && !scopes.includes(scope)) throw problems.insufficientScope(scope)
}

const levelOf: Readonly<Record<string, PermissionLevel>> = {
  GET: 'view',
  POST: 'create',
  PUT: 'edit',
  PATCH: 'edit',
  DELETE: 'full',
}

/** @throws Problem when the session may not do this with records of the type */
export const demandRecords = (session: Session, type: RecordType, method: string): void =>
  demand(session, permissionFor(type), levelOf[method] ?? 'view')
