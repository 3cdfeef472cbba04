import type { Store } from '../ports/store.js'
import { createKeyTurns, type KeyTurns } from './key-turns.js'

const locksOfStores = new WeakMap<Store, KeyTurns>()

/**
 * What imports with a `lock` take turns by. All runs of a process on one store share it, so that two flows never write under one
 * lock at the same time.
 */
export const locksBeside = (store: Store): KeyTurns => {
  const known = locksOfStores.get(store) ?? createKeyTurns()
  locksOfStores.set(store, known)
  return known
}
