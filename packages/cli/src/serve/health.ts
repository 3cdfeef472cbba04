import type { Store } from '@tiktok-ns/flow-engine'
import { Hono } from 'hono'
import type { ConnectionState } from './connection-health.js'
import { renderLabels, renderMetric, type ServeCounters } from './counters.js'
import type { LoopDelays } from './loop-delay.js'

export interface HealthOptions {
  readonly flows: readonly string[]
  readonly store: Store
  readonly counters: ServeCounters
  readonly connections: () => readonly ConnectionState[]
  readonly isStopping: () => boolean
  readonly loopDelays: () => LoopDelays
  readonly now: () => number
}

/** `/healthz`: the process answers. `/readyz`: it can take work. `/metrics`: its numbers, for Prometheus. */
export const createHealth = ({
  flows,
  store,
  counters,
  connections,
  isStopping,
  loopDelays,
  now,
}: HealthOptions): Hono => {
  const app = new Hono()
  app.get('/healthz', context => context.text('ok\n'))
  app.get('/readyz', async context => {
    if (isStopping()) return context.text('stopping\n', 503)
    try {
      await store.countNotifications()
      return context.text('ready\n')
    } catch (error) {
      return context.text(`${error instanceof Error ? error.message : String(error)}\n`, 503)
    }
  })
  app.get('/metrics', async context => {
    const { waiting, oldestReceivedAtMs } = await store.countNotifications()
    const counts = await store.countOpen()
    const open = flows.map(flow => [renderLabels({ flow }), counts.get(flow) ?? 0] as const)
    const oldestSecs = oldestReceivedAtMs === undefined ? 0 : (now() - oldestReceivedAtMs) / 1000
    return context.text(
      [
        counters.render(),
        renderMetric('open_errors', 'gauge', 'Parked records that are open.', new Map(open)),
        renderMetric(
          'connection_up',
          'gauge',
          '1 when the connection works, 0 when it is lost.',
          new Map(
            connections().map(({ connection, state }) => [
              renderLabels({ connection }),
              state === 'up' ? 1 : 0,
            ]),
          ),
        ),
        renderMetric(
          'notifications_waiting',
          'gauge',
          'Notifications not dealt with.',
          new Map([['', waiting]]),
        ),
        renderMetric(
          'notification_oldest_seconds',
          'gauge',
          'Age of the oldest of them.',
          new Map([['', oldestSecs]]),
        ),
        renderMetric(
          'event_loop_delay_seconds',
          'gauge',
          'How long what was ready had to wait for its turn, since this was read last.',
          new Map(
            [...loopDelays()].map(([share, secs]) => [renderLabels({ quantile: String(share) }), secs]),
          ),
        ),
      ].join(''),
      200,
      { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
    )
  })
  return app
}
