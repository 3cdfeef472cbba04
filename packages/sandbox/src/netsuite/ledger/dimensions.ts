import type { Json, JsonObject } from '../../json.js'
import { recordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'
import type { AccountRole } from './chart-of-accounts.js'
import type { Draft, Ground } from './posting.js'

const accountType = recordType('account')

/** The account a reference names, where there is one, else the one with the role. */
export const accountOr = (
  reference: Json | undefined,
  role: AccountRole,
  { store, accountOf }: Ground,
): string => {
  const id = referencedId(reference)
  return id !== undefined && store.get(accountType, id) !== undefined ? id : accountOf(role)
}

type Dimension = 'entity' | 'item' | 'location' | 'department' | 'class'

const references: readonly Dimension[] = ['entity', 'item', 'location', 'department', 'class']

/** Whom, what and where a posting is about: what the line says, else the body. */
export const dimensionsOf = (body: JsonObject, line: JsonObject = {}): Partial<Draft> => {
  const found: Partial<Record<Dimension | 'memo', string>> = {}
  for (const name of references) {
    const inBody = name === 'entity' ? (body['entity'] ?? body['customer']) : body[name]
    const id = referencedId(line[name] ?? (name === 'item' ? undefined : inBody))
    if (id !== undefined) found[name] = id
  }
  const memo = line['memo'] ?? line['description'] ?? body['memo']
  if (typeof memo === 'string') found.memo = memo
  return found
}

/** Whether a yes-or-no field, or a list of `T` and `F`, says yes. */
export const saysYes = (value: Json | undefined): boolean => value === true || referencedId(value) === 'T'
