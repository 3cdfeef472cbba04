import type { RunObserver } from '@tiktok-ns/flow-engine'
import type { CommandContext } from '../commands/command-context.js'
import { loadPlans, openOwnProject } from '../commands/load-plans.js'
import { watchRun } from '../output/watch-run.js'
import { openConnections, openProjectStore, personalNamesOf } from '../project/open-host.js'
import { createProjectRunner } from '../project/project-runner.js'
import { readServeFile } from '../serve/serve-file.js'
import { createLocalOperations } from './local-operations.js'
import type { Operations } from './operation-table.js'
import { createRemoteOperations, type ServeAddress } from './remote-operations.js'

/** Does something with a project's operations: in a `serve` that runs on its store, else in this process. */
export const withOperations = async <Result>(
  projectFile: string,
  context: CommandContext,
  act: (operations: Operations) => Promise<Result>,
): Promise<Result> => {
  const project = openOwnProject(projectFile, context)
  const address = readServeFile(project)
  if (address !== undefined && (await isAlive(address))) return act(createRemoteOperations(address))

  const store = await openProjectStore(project)
  try {
    const runner = createProjectRunner({
      project,
      store,
      connections: openConnections(project, context.clock),
      // A program that takes JSON is told nothing on the way, however long it takes.
      watch: () => (context.json && !context.terminal.interactive ? unheard : watchRun(context.terminal)),
      signal: context.signal,
      clock: context.clock,
    })
    return await act(
      createLocalOperations({
        store,
        runner,
        personal: personalNamesOf(project),
        keepDays: project.spec.operation.keepDays,
        flows: Object.keys(project.spec.flows),
        load: flows => loadPlans(project, flows, context),
        ...(context.clock === undefined ? {} : { now: context.clock.now }),
      }),
    )
  } finally {
    await store.close()
  }
}

const unheard: RunObserver = { observe: () => undefined }

/** A file left behind by a `serve` that was killed names an address where nobody answers. */
const isAlive = async ({ url }: ServeAddress): Promise<boolean> => {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) })).ok
  } catch {
    return false
  }
}
