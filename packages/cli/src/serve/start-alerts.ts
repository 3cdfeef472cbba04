import {
  type Clock,
  type Connector,
  type FlowPlan,
  type ProbeFinding,
  type RunObserver,
  type Store,
  silentObserver,
} from '@tiktok-ns/flow-engine'
import { createNotifier, type Notifier } from '../notify/create-notifier.js'
import { findDispatchDeadlines, hasDispatchDeadlines } from '../notify/dispatch-deadlines.js'
import { hearRuns } from '../notify/hear-runs.js'
import type { NotifySpec } from '../notify/notify-spec.js'
import { type SendTools, sendDigest, sendMail } from '../notify/send-digest.js'
import { watchProject } from '../notify/watch-project.js'
import type { Project } from '../project/open-project.js'
import type { ConnectionState } from './connection-health.js'

export interface StartAlertsOptions {
  readonly project: Project
  readonly plans: readonly FlowPlan[]
  readonly store: Store
  readonly connections: ReadonlyMap<string, Connector>
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onError: (what: string, error: unknown) => void
  readonly tools?: SendTools
}

/** Those who are to be told, as `serve` tells them. */
export interface Alerts {
  hear(flow: string): RunObserver
  connectionLost(state: ConnectionState): void
  connectionBack(state: ConnectionState, lostForMs: number): void
  /** Something about a connection that works is wrong, or will be soon. */
  connectionFinding(connection: string, finding: ProbeFinding): void
  readonly ended: Promise<unknown>
}

const nobody: Alerts = {
  hear: () => silentObserver,
  connectionLost: () => undefined,
  connectionBack: () => undefined,
  connectionFinding: () => undefined,
  ended: Promise.resolve(),
}

/** How often it is looked what has grown old, gone quiet, or has to be shipped. */
const lookEveryMs = 30 * 60_000
const hourMs = 60 * 60_000

const network: SendTools = { fetch: (...call) => globalThis.fetch(...call), mail: sendMail }

/** Tells the project's channels what happens, where it names some. */
export const startAlerts = (options: StartAlertsOptions): Alerts => {
  const { notify } = options.project
  return notify === undefined ? nobody : tell(notify, options)
}

const tell = (spec: NotifySpec, options: StartAlertsOptions): Alerts => {
  const { clock, signal, onError, tools = network } = options
  const notifier = createNotifier({
    digestMs: spec.digestMinutes * 60_000,
    repeatMs: spec.repeatHours * hourMs,
    clock,
    signal,
    // One channel that cannot be reached must not keep the others from being told.
    send: async digest => {
      await Promise.all(
        spec.channels.map(channel =>
          sendDigest(channel, digest, tools).catch((error: unknown) => onError('notify', error)),
        ),
      )
    },
  })
  const looking = lookNowAndThen(spec, notifier, options)
  return {
    hear: flow => hearRuns(flow, notifier.add),
    connectionLost: ({ connection, since, why = '', next }) =>
      notifier.add({
        kind: 'connection-lost',
        group: `lost ${connection} ${since}`,
        title: `the connection ${connection} is lost: ${why}`,
        connection,
        urgent: true,
        ...(next === undefined ? {} : { next }),
      }),
    connectionBack: ({ connection, since }, lostForMs) =>
      notifier.add({
        kind: 'connection-back',
        group: `back ${connection} ${since}`,
        title: `the connection ${connection} is back after ${Math.ceil(lostForMs / 60_000)} min; what waited goes on`,
        connection,
      }),
    connectionFinding: (connection, { subject, message, next }) =>
      notifier.add({
        kind: 'connection-finding',
        group: `finding ${connection} ${subject} ${message}`,
        title: `${connection}, ${subject}: ${message}`,
        connection,
        ...(next === undefined ? {} : { next }),
      }),
    ended: Promise.all([looking, notifier.ended]),
  }
}

const lookNowAndThen = async (
  spec: NotifySpec,
  { add }: Notifier,
  { plans, store, connections, clock, signal, onError }: StartAlertsOptions,
): Promise<void> => {
  while (!signal.aborted) {
    await clock.wait(lookEveryMs, signal).catch(() => undefined)
    if (signal.aborted) return
    try {
      for (const alert of await watchProject({ plans, store, spec, clock })) add(alert)
      for (const [connection, connector] of connections) {
        if (!hasDispatchDeadlines(connector)) continue
        const withinMs = spec.dispatchHours * hourMs
        const deadlines = { connection, connector, withinMs, nowMs: clock.now(), signal }
        for (const alert of await findDispatchDeadlines(deadlines)) add(alert)
      }
    } catch (error) {
      if (!signal.aborted) onError('notify', error)
    }
  }
}
