import type { Clock, Connector, ProbeFinding } from '@tiktok-ns/flow-engine'
import type { Probing } from '../project/probing-for.js'

export interface LookDailyOptions {
  /** By the connection's name in the project. */
  readonly connections: ReadonlyMap<string, Connector>
  readonly probing: (connection: string) => Probing
  readonly onWrong: (connection: string, finding: ProbeFinding) => void
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onError: (what: string, error: unknown) => void
}

const dayMs = 24 * 60 * 60_000

/**
 * Looks at the start and every day at what goes wrong without a call that fails: notifications that are sent elsewhere by now,
 * permissions taken back, consents and versions of an API that end soon.
 */
export const lookDaily = async (options: LookDailyOptions): Promise<void> => {
  const { connections, probing, onWrong, clock, signal, onError } = options
  while (!signal.aborted) {
    for (const [name, connector] of connections) {
      try {
        const findings = await connector.probe({ ...probing(name), signal })
        for (const finding of findings) if (!finding.ok) onWrong(name, finding)
      } catch (error) {
        if (!signal.aborted) onError(name, error)
      }
    }
    await clock.wait(dayMs, signal).catch(() => undefined)
  }
}
