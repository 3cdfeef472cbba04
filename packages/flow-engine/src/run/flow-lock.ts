import type { FlowHost } from '../pipeline/run-context.js'
import { holdLock, LockHeldError } from './hold-lock.js'

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

/** Keeps a flow from overlapping itself. */
export const withFlowLock = async <Result>(
  { host: { store, clock }, flow, runId }: FlowLockOptions,
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await holdLock({ store, clock, name: `flow:${flow}`, holder: runId }, work)
  } catch (error) {
    if (error instanceof LockHeldError) throw new FlowBusyError(flow)
    throw error
  }
}
