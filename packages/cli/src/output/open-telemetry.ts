import type { RunObserver } from '@tiktok-ns/flow-engine'
import type { Telemetry } from '@tiktok-ns/netsuite-client'

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

/** Spans and metrics of every call to both systems, in a process that an SDK was started in; calls alone in any other. */
export const createLazyTelemetry = (process: object = globalThis): Telemetry => {
  let loading: Promise<Telemetry> | undefined
  return {
    observe: async (call, work) => {
      if (!(registry in process)) return work(unwatched)
      loading ??= import('@tiktok-ns/netsuite-client/opentelemetry').then(api => api.openTelemetry())
      const telemetry = await loading
      return telemetry.observe(call, work)
    },
  }
}

type CallWatch = Parameters<Parameters<Telemetry['observe']>[1]>[0]

const unwatched: CallWatch = {
  started: () => undefined,
  ended: () => undefined,
  refused: () => undefined,
  retried: () => undefined,
}
