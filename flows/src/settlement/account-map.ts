import { keyTable } from './key-table.js'

/** Where a key is booked: an account, and what its lines carry besides. All are internal ids of NetSuite. */
export interface AccountUse {
  readonly account: string
  readonly class?: string
  readonly department?: string
  readonly location?: string
}

/** A merchant's map: keys, or families such as `fee.*`, to accounts. */
export type AccountMap = Readonly<Record<string, string | AccountUse>>

/** The account of a key: its own, that of the key it is like, or its family's. Undefined: the map has none. */
export const accountOf = (key: string, accounts: AccountMap): AccountUse | undefined => {
  const own = useAt(accounts, key)
  if (own !== undefined) return own
  const family = useAt(accounts, `${key.split('.')[0] ?? ''}.*`)
  if (family !== undefined) return family
  const like = keyTable[key]?.like
  return like === undefined ? undefined : accountOf(like, accounts)
}

/** Keys without an account, with what to call it. */
export const missingAccounts = (keys: Iterable<string>, accounts: AccountMap): readonly string[] =>
  [...new Set(keys)]
    .filter(key => accountOf(key, accounts) === undefined)
    .sort()
    .map(key => `${key} (usually ${keyTable[key]?.usualAccount ?? 'an account of its own'})`)

const useAt = (accounts: AccountMap, key: string): AccountUse | undefined => {
  const use = Object.hasOwn(accounts, key) ? accounts[key] : undefined
  return typeof use === 'string' ? { account: use } : use
}
