import { randomBytes, randomUUID } from 'node:crypto'
import { holdLock, LockHeldError, systemClock } from '@tiktok-ns/flow-engine'
import { type ExitCode, exitCode } from '../exit-code.js'
import { createLog } from '../output/log.js'
import { openConnections, openProjectStore } from '../project/open-host.js'
import { refuseWrites } from '../project/refuse-writes.js'
import { removeServeFile, writeServeFile } from '../serve/serve-file.js'
import { startServe } from '../serve/start-serve.js'
import { type CommandContext, WrongInputError } from './command-context.js'
import { loadPlans, openOwnProject } from './load-plans.js'

export interface ServeOptions {
  readonly port: number
  readonly host: string
}

/** Keeps flows running until it is stopped: schedules, webhooks, retries, and an API for the other commands. */
export const serve = async (
  projectFile: string,
  options: ServeOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const project = openOwnProject(projectFile, context)
  refuseWrites(project)
  const plans = loadPlans(project, [], context)
  const store = await openProjectStore(project)
  const log = createLog(context.terminal, context.json)
  try {
    await holdLock({ store, clock: systemClock, name: 'serve', holder: randomUUID() }, async () => {
      const token = randomBytes(24).toString('base64url')
      const connections = openConnections(project)
      const running = await startServe({ ...options, project, plans, store, connections, token, log })
      writeServeFile(project, { url: running.url, token })
      log.info('serving', { flows: plans.length, url: running.url })
      try {
        await stopped(context.signal)
        log.info('stopping: what is in flight is finished')
        await running.close()
        log.info('stopped')
      } finally {
        removeServeFile(project)
      }
    })
    return exitCode.done
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error
    const [machine, pid] = error.owner.split(' ')
    throw new WrongInputError(
      `a serve runs on this store already: process ${pid} on ${machine}. Stop it first; every other command reaches it by itself`,
    )
  } finally {
    await store.close()
  }
}

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
