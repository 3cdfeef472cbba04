import type { Clock, Connector, Failure, FailureKind, ProbeFinding } from '@tiktok-ns/flow-engine'

/** How a connection of the project stands. */
export interface ConnectionState {
  readonly connection: string
  /** `lost`: flows that need it wait, and it is tried again from time to time. */
  readonly state: 'up' | 'lost'
  readonly since: string
  readonly why?: string
  readonly next?: string
  readonly nextProbeAt?: string
}

export interface ConnectionHealth {
  /** A connector that does the same, and by whose answers its connection is judged. */
  watch(connection: string, connector: Connector): Connector
  /** Probes a connection now: something says that it is lost. */
  doubt(connection: string): void
  states(): readonly ConnectionState[]
  /** Resolves when all of them are up; rejects when the signal is aborted first. */
  whenUp(connections: readonly string[], signal: AbortSignal): Promise<void>
  /** Aborted, with the failure as its reason, when one of them is lost. */
  lossOf(connections: readonly string[]): AbortSignal
}

export interface ConnectionHealthOptions {
  readonly clock: Clock
  /** Ends the probing. */
  readonly signal: AbortSignal
  readonly onLost: (state: ConnectionState) => void
  readonly onBack: (state: ConnectionState, lostForMs: number) => void
}

/** So many failures of a kind in a row, from whichever flow, and the connection is probed. */
const suspicious: { readonly [kind in FailureKind]?: number } = { auth: 1, unavailable: 3, timeout: 3 }

/** What every call needs: a probe that finds one of these wrong says that the connection is lost. */
const essential: ReadonlySet<string> = new Set([
  'connection',
  'credentials',
  'login',
  'authorization',
  'clock',
])

export const firstProbeMs = 15_000
export const longestProbeMs = 15 * 60_000

interface Watched {
  readonly connection: string
  readonly connector: Connector
  inARow: number
  probing: boolean
  sinceMs: number
  lost?: { readonly failure: Failure; readonly controllerReason: Failure }
  nextProbeAtMs?: number
  controller: AbortController
  waiting: (() => void)[]
}

/**
 * Judges connections by what their calls come to. One that seems to be lost is probed at once, and when it is, again after 15
 * seconds, 30, a minute, and so on to a quarter of an hour, until it answers.
 */
export const createConnectionHealth = (options: ConnectionHealthOptions): ConnectionHealth => {
  const { clock, signal, onLost, onBack } = options
  const all = new Map<string, Watched>()

  const succeed = (watched: Watched): void => {
    watched.inARow = 0
  }

  const fail = (watched: Watched, { kind }: Failure): void => {
    const limit = suspicious[kind]
    // Other kinds are answers, even if not those that were wished for.
    watched.inARow = limit === undefined ? 0 : watched.inARow + 1
    if (limit === undefined) return
    if (watched.inARow >= limit && !watched.probing && watched.lost === undefined) void suspect(watched)
  }

  const suspect = async (watched: Watched): Promise<void> => {
    watched.probing = true
    try {
      for (let pauseMs = firstProbeMs; ; pauseMs = Math.min(longestProbeMs, pauseMs * 2)) {
        const failure = await probe(watched.connector, signal)
        if (signal.aborted) return
        if (failure === undefined) return recover(watched)
        lose(watched, failure)
        watched.nextProbeAtMs = clock.now() + pauseMs
        await clock.wait(pauseMs, signal)
      }
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      watched.probing = false
    }
  }

  const lose = (watched: Watched, failure: Failure): void => {
    const isNew = watched.lost === undefined
    const reason: Failure = {
      ...failure,
      message: `The connection ${watched.connection} is lost: ${failure.message}`,
    }
    watched.lost = { failure, controllerReason: reason }
    if (!isNew) return
    watched.sinceMs = clock.now()
    watched.controller.abort(reason)
    onLost(stateOf(watched))
  }

  const recover = (watched: Watched): void => {
    watched.inARow = 0
    if (watched.lost === undefined) return
    const lostForMs = clock.now() - watched.sinceMs
    delete watched.lost
    delete watched.nextProbeAtMs
    watched.sinceMs = clock.now()
    watched.controller = new AbortController()
    const { waiting } = watched
    watched.waiting = []
    for (const go of waiting) go()
    onBack(stateOf(watched), lostForMs)
  }

  const named = (connections: readonly string[]): readonly Watched[] =>
    connections.flatMap(connection => all.get(connection) ?? [])

  return {
    watch: (connection, connector) => {
      const watched: Watched = {
        connection,
        connector,
        inARow: 0,
        probing: false,
        sinceMs: clock.now(),
        controller: new AbortController(),
        waiting: [],
      }
      all.set(connection, watched)
      return listening(connector, {
        succeeded: () => succeed(watched),
        failed: failure => fail(watched, failure),
      })
    },
    doubt: connection => {
      const watched = all.get(connection)
      if (watched !== undefined && !watched.probing) void suspect(watched)
    },
    states: () => [...all.values()].map(stateOf),
    whenUp: async (connections, stop) => {
      for (;;) {
        stop.throwIfAborted()
        const lost = named(connections).find(watched => watched.lost !== undefined)
        if (lost === undefined) return
        await new Promise<void>(resolve => {
          lost.waiting.push(resolve)
          stop.addEventListener('abort', () => resolve(), { once: true })
        })
      }
    },
    lossOf: connections => AbortSignal.any(named(connections).map(({ controller }) => controller.signal)),
  }
}

const stateOf = ({ connection, sinceMs, lost, nextProbeAtMs }: Watched): ConnectionState => ({
  connection,
  state: lost === undefined ? 'up' : 'lost',
  since: new Date(sinceMs).toISOString(),
  ...(lost === undefined ? {} : { why: lost.failure.message }),
  ...(lost?.failure.hint === undefined ? {} : { next: lost.failure.hint }),
  ...(nextProbeAtMs === undefined ? {} : { nextProbeAt: new Date(nextProbeAtMs).toISOString() }),
})

/** What keeps a connection from working; undefined when nothing does. */
const probe = async (connector: Connector, signal: AbortSignal): Promise<Failure | undefined> => {
  try {
    const findings = await connector.probe({ signal })
    const wrong = findings.find(({ ok, subject }) => !ok && essential.has(subject))
    return wrong === undefined ? undefined : toFailure(wrong)
  } catch (error) {
    return connector.toFailure(error)
  }
}

const toFailure = ({ subject, message, next }: ProbeFinding): Failure => ({
  kind: subject === 'connection' ? 'unavailable' : 'auth',
  message,
  ...(next === undefined ? {} : { hint: next }),
})

interface Listener {
  succeeded(): void
  failed(failure: Failure): void
}

const listening = (connector: Connector, { succeeded, failed }: Listener): Connector => {
  const heard = async <Answer>(call: Promise<Answer>): Promise<Answer> => {
    try {
      const answer = await call
      succeeded()
      return answer
    } catch (error) {
      failed(connector.toFailure(error))
      throw error
    }
  }
  const { parseWebhook, previewMany } = connector
  return {
    description: connector.description,
    async *exportPages(request, context) {
      const pages = connector.exportPages(request, context)[Symbol.asyncIterator]()
      try {
        for (;;) {
          const next = await heard(pages.next())
          if (next.done === true) return
          yield next.value
        }
      } finally {
        await pages.return?.()
      }
    },
    lookupMany: (request, context) => heard(connector.lookupMany(request, context)),
    importMany: async (request, context) => {
      const results = await connector.importMany(request, context).catch((error: unknown) => {
        failed(connector.toFailure(error))
        throw error
      })
      for (const result of results) {
        if (result.status === 'failed') failed(result.failure)
        else succeeded()
      }
      return results
    },
    ...(previewMany === undefined
      ? {}
      : { previewMany: (request, context) => heard(previewMany.call(connector, request, context)) }),
    ...(parseWebhook === undefined ? {} : { parseWebhook: request => parseWebhook.call(connector, request) }),
    probe: context => connector.probe(context),
    toFailure: error => connector.toFailure(error),
  }
}
