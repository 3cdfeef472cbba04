import { setMaxListeners } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Clock, type Connector, type FlowPlan, type Store, systemClock } from '@tiktok-ns/flow-engine'
import { Hono } from 'hono'
import { WrongInputError } from '../commands/command-context.js'
import { createLocalOperations } from '../operations/local-operations.js'
import type { Log } from '../output/log.js'
import { together } from '../output/together.js'
import { personalNamesOf } from '../project/open-host.js'
import type { Project } from '../project/open-project.js'
import { probingFor } from '../project/probing-for.js'
import { createProjectRunner } from '../project/project-runner.js'
import { createApi } from './api.js'
import { autoRetry } from './auto-retry.js'
import { createConnectionHealth } from './connection-health.js'
import { createCounters } from './counters.js'
import { deliverNotifications } from './deliver-notifications.js'
import { followUp } from './follow-up.js'
import { createHealth } from './health.js'
import { keepSchedule } from './keep-schedule.js'
import { lookDaily } from './look-daily.js'
import { watchLoop } from './loop-delay.js'
import { patientQueue, retryAfterOutage } from './patient-queue.js'
import { createPauseGate } from './pause-gate.js'
import { pruneDaily } from './prune-daily.js'
import { createRunQueue } from './run-queue.js'
import { startAlerts } from './start-alerts.js'
import { watchServe } from './watch-serve.js'
import { createWebhookReceiver, subscriptionsOf } from './webhook-receiver.js'

type Answer = (...call: Parameters<Hono['fetch']>) => Response | Promise<Response>

export interface StartServeOptions {
  readonly project: Project
  readonly plans: readonly FlowPlan[]
  readonly store: Store
  readonly connections: ReadonlyMap<string, Connector>
  readonly token: string
  readonly log: Log
  readonly host: string
  readonly port: number
  readonly clock?: Clock
}

export interface RunningServe {
  readonly url: string
  /** Takes nothing new, finishes what is in flight, then ends. */
  close(): Promise<void>
}

/** One process that does everything: schedules, webhooks, retries by itself, the API, health and metrics. */
export const startServe = async (options: StartServeOptions): Promise<RunningServe> => {
  const { project, plans, store, connections, token, log, host, port, clock = systemClock } = options
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal) // every flow listens, several times
  const { signal } = stopping
  const counters = createCounters()
  const flows = plans.map(({ flow }) => flow)
  const onError = (what: string, error: unknown): void =>
    log.warn('something went wrong', { what, why: error instanceof Error ? error.message : String(error) })

  // The port first: where it cannot be had, nothing has begun.
  let answer: Answer = () => new Response('starting\n', { status: 503 })
  const server = createAdaptorServer({ fetch: (request, env) => answer(request, env) })
  await listen(server, port, host)
  const loop = watchLoop()

  const alerts = startAlerts({ project, plans, store, connections, clock, signal, onError })
  const connectionsOf = (flow: string) => Object.values(project.spec.flows[flow]?.connections ?? {})
  const health = createConnectionHealth({
    clock,
    signal,
    onLost: state => {
      const { connection, why = '', next } = state
      log.warn('connection lost', { connection, why, next })
      alerts.connectionLost(state)
    },
    onBack: (state, lostForMs) => {
      const { connection } = state
      log.info('connection is back', { connection, secs: Math.round(lostForMs / 1000) })
      alerts.connectionBack(state, lostForMs)
      const waiting = plans.filter(({ flow }) => connectionsOf(flow).includes(connection))
      void retryAfterOutage(waiting, { store, queue: patient }).catch(error => onError(connection, error))
    },
  })
  const watched = new Map([...connections].map(([name, connector]) => [name, health.watch(name, connector)]))
  const watch = watchServe(log, counters)
  const pauses = createPauseGate(store)
  await pauses.refresh()
  const queue = createRunQueue(
    createProjectRunner({
      project,
      store,
      connections: watched,
      signal,
      endingFor: flow => AbortSignal.any([health.lossOf(connectionsOf(flow)), pauses.pausing(flow)]),
      watch: flow => together(watch(flow), alerts.hear(flow)),
    }),
  )
  const patient = patientQueue({ queue, health, pauses, connectionsOf, signal })
  const shared = { plans, store, queue: patient, clock, signal, onError }
  const chains = followUp(shared)
  const madeUp = chains.makeUp().catch((error: unknown) => onError('chains', error))
  const schedule = keepSchedule({ ...shared, runner: chains })
  const delivery = deliverNotifications(shared)
  const pruning = pruneDaily({ store, keepDays: project.spec.operation.keepDays, clock, signal, onError })
  const looking = lookDaily({
    connections: watched,
    probing: probingFor(plans, project),
    onWrong: (connection, finding) => {
      const { subject, message: found, next } = finding
      log.warn('look at this connection', { connection, subject, found, next })
      alerts.connectionFinding(connection, finding)
    },
    clock,
    signal,
    onError,
  })
  const retrying = autoRetry({ ...shared, random: Math.random })

  const app = new Hono()
  app.use('/api/*', async (context, next) => {
    // Webhooks may come from anywhere; people's commands come from this machine.
    if (isLoopback(getConnInfo(context).remote.address ?? '')) return next()
    return context.json({ error: 'The API answers on this machine only' }, 403)
  })
  app.route(
    '/',
    createHealth({
      flows,
      store,
      counters,
      connections: health.states,
      isStopping: () => signal.aborted,
      loopDelays: loop.read,
      now: clock.now,
    }),
  )
  app.route(
    '/',
    createWebhookReceiver({
      connections,
      subscriptions: subscriptionsOf(plans, (flow, name) => project.spec.flows[flow]?.connections[name]),
      store,
      now: clock.now,
      counters,
      onAccepted: wanting => {
        for (const flow of wanting) delivery.wake(flow)
      },
      onAccessEnded: health.doubt,
      onError,
    }),
  )
  const load = (named: readonly string[]) => plans.filter(({ flow }) => named.includes(flow))
  const operations = createLocalOperations({
    store,
    flows,
    load,
    runner: queue,
    personal: personalNamesOf(project),
    keepDays: project.spec.operation.keepDays,
    now: clock.now,
    connections: health.states,
    onPauses: pauses.refresh,
    schedule: flow => {
      const nextMs = schedule.nextRunAtMs(flow)
      const nextRunAt = nextMs === undefined ? {} : { nextRunAt: new Date(nextMs).toISOString() }
      return { running: queue.isBusy(flow), ...nextRunAt }
    },
  })
  app.route('/', createApi({ operations, token }))

  answer = app.fetch
  return {
    url: urlOf(host, server.address()),
    close: async () => {
      stopping.abort()
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      await Promise.all([madeUp, schedule.ended, delivery.ended, retrying, pruning, looking, queue.idle()])
      await alerts.ended
      loop.stop()
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      await closed
    },
  }
}

const listen = (server: ServerType, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(toListenError(error, port, host)))
    server.listen(port, host, resolve)
  })

const toListenError = (error: NodeJS.ErrnoException, port: number, host: string): Error => {
  switch (error.code) {
    case 'EADDRINUSE':
      return new WrongInputError(`port ${port} of ${host} is taken; choose another with --port`)
    case 'EACCES':
      return new WrongInputError(
        `port ${port} of ${host} is not for this user; choose one above 1023 with --port`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new WrongInputError(
        `${host} is no address of this machine; leave --host out, or name one that is`,
      )
    default:
      return error
  }
}

const isLoopback = (address: string): boolean =>
  address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address)

const urlOf = (host: string, address: AddressInfo | string | null): string => {
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`
}
