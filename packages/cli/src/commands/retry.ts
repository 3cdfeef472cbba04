import { type RunReport, retryParked } from '@tiktok-ns/flow-engine'
import type { ExitCode } from '../exit-code.js'
import { openHost, openProjectStore } from '../project/open-host.js'
import { chooseInstances } from './choose-instances.js'
import type { CommandContext } from './command-context.js'
import { exitCodeOf, printReport, watchRun } from './run.js'

export interface RetryOptions {
  readonly flow: readonly string[]
  readonly kind?: string | undefined
}

/** Tries parked records again, with the flows as they are now: those named, or all. */
export const retry = async (
  keys: readonly string[],
  projectFile: string,
  options: RetryOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const { project, plans } = chooseInstances(projectFile, options.flow, context)
  const store = await openProjectStore(project)
  const reports: RunReport[] = []
  try {
    for (const { instance, plan } of plans) {
      const watch = watchRun(context.terminal)
      const filter = {
        ...(keys.length === 0 ? {} : { traceKeys: keys }),
        ...(options.kind === undefined ? {} : { kind: options.kind }),
      }
      const host = { ...openHost(project, instance, store), observer: watch }
      const report = await retryParked(plan, host, { ...filter, signal: context.signal }).finally(watch.done)
      reports.push(report)
      if (!context.json) printReport(report, context.terminal)
    }
  } finally {
    await store.close()
  }
  if (context.json) context.terminal.out(JSON.stringify({ runs: reports }))
  return exitCodeOf(reports)
}
