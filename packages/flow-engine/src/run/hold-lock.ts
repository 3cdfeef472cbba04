import { hostname } from 'node:os'
import type { Clock } from '../ports/clock.js'
import type { Store } from '../ports/store.js'

export interface HoldLockOptions {
  readonly store: Pick<Store, 'acquireLock' | 'releaseLock'>
  readonly clock: Clock
  /** What is locked, for example `flow:orders`. */
  readonly name: string
  /** Tells several holders of one process apart. */
  readonly holder: string
}

/** Somebody else holds the lock. */
export class LockHeldError extends Error {
  override readonly name = 'LockHeldError'
  /** Machine, process id and holder. */
  readonly owner: string

  constructor(name: string, owner: string) {
    super(`${name} is held by ${owner}`)
    this.owner = owner
  }
}

/** How long a lock outlives a process on another machine; on this one it is seen at once that a process is gone. */
const lifeMs = 60_000

/**
 * Works under a lock of the store. It is renewed while the work goes on; a process that was killed loses it.
 *
 * @throws LockHeldError when somebody else holds it.
 */
export const holdLock = async <Result>(
  { store, clock, name, holder }: HoldLockOptions,
  work: () => Promise<Result>,
): Promise<Result> => {
  const owner = `${hostname()} ${process.pid} ${holder}`
  const acquire = () => {
    const nowMs = clock.now()
    return store.acquireLock({ name, owner, nowMs, expiresAtMs: nowMs + lifeMs })
  }
  let held = await acquire()
  if (held !== owner && isDead(held)) {
    await store.releaseLock(name, held)
    held = await acquire()
  }
  if (held !== owner) throw new LockHeldError(name, held)
  const renewal = setInterval(() => void acquire().catch(() => undefined), lifeMs / 4)
  try {
    return await work()
  } finally {
    clearInterval(renewal)
    await store.releaseLock(name, owner)
  }
}

/** Whether a lock's owner was a process of this machine that is there no more. */
const isDead = (owner: string): boolean => {
  const [machine, pid] = owner.split(' ')
  if (machine !== hostname() || !/^\d+$/.test(pid ?? '')) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
