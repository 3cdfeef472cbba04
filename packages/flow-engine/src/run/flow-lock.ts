import { hostname } from 'node:os'
import type { FlowHost } from '../pipeline/run-context.js'

export interface FlowLockOptions {
  readonly host: FlowHost
  readonly flow: string
  readonly runId: string
}

/** A flow is running already, here or in another process on the same store. */
export class FlowBusyError extends Error {
  override readonly name = 'FlowBusyError'

  constructor(flow: string) {
    super(`The flow "${flow}" is running already; wait for it to end, or stop the process that runs it`)
  }
}

/** How long a lock outlives a process on another machine; on this one it is seen at once that a process is gone. */
const lifeMs = 60_000

/** Keeps a flow from overlapping itself. The lock is renewed while the work goes on; a process that was killed loses it. */
export const withFlowLock = async <Result>(
  { host, flow, runId }: FlowLockOptions,
  work: () => Promise<Result>,
): Promise<Result> => {
  const name = `flow:${flow}`
  const owner = `${hostname()} ${process.pid} ${runId}`
  const acquire = () => {
    const nowMs = host.clock.now()
    return host.store.acquireLock({ name, owner, nowMs, expiresAtMs: nowMs + lifeMs })
  }
  let holder = await acquire()
  if (holder !== owner && isDead(holder)) {
    await host.store.releaseLock(name, holder)
    holder = await acquire()
  }
  if (holder !== owner) throw new FlowBusyError(flow)
  const renewal = setInterval(() => void acquire().catch(() => undefined), lifeMs / 4)
  try {
    return await work()
  } finally {
    clearInterval(renewal)
    await host.store.releaseLock(name, owner)
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
