import type { FlowHost } from '../pipeline/run-context.js'

export interface FlowLockOptions {
  readonly host: FlowHost
  readonly flow: string
  readonly owner: string
}

/** A flow is running already, here or in another process on the same store. */
export class FlowBusyError extends Error {
  override readonly name = 'FlowBusyError'

  constructor(flow: string) {
    super(
      `The flow "${flow}" is running already; wait for it to end. A lock left by a killed process is free again within a minute.`,
    )
  }
}

/** How long a lock outlives its process. */
const lifeMs = 60_000

/** Keeps a flow from overlapping itself: the lock is renewed while the work goes on, and a dead process loses it. */
export const withFlowLock = async <Result>(
  { host, flow, owner }: FlowLockOptions,
  work: () => Promise<Result>,
): Promise<Result> => {
  const name = `flow:${flow}`
  const acquire = () => {
    const nowMs = host.clock.now()
    return host.store.acquireLock({ name, owner, nowMs, expiresAtMs: nowMs + lifeMs })
  }
  if (!(await acquire())) throw new FlowBusyError(flow)
  const renewal = setInterval(() => void acquire().catch(() => undefined), lifeMs / 4)
  try {
    return await work()
  } finally {
    clearInterval(renewal)
    await host.store.releaseLock(name, owner)
  }
}
