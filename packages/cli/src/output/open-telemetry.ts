import type { RunObserver } from '@tiktok-ns/flow-engine'

/** Where OpenTelemetry's API keeps what a process has set up: nothing is there before an SDK has been started. */
const registry = Symbol.for('opentelemetry.js.api.1')

/**
 * Traces and metrics of runs, in a process that an OpenTelemetry SDK was started in (`NODE_OPTIONS="--import ..."`); undefined, at
 * no cost, in any other.
 */
export const openTelemetry = async (process: object = globalThis): Promise<RunObserver | undefined> => {
  if (!(registry in process)) return undefined
  const { runTelemetry } = await import('@tiktok-ns/flow-engine/opentelemetry')
  return runTelemetry()
}
