import type { ParkedRecord } from '@tiktok-ns/flow-engine'
import { type ExitCode, exitCode } from '../exit-code.js'
import { renderTable } from '../output/table.js'
import { openProjectStore } from '../project/open-host.js'
import { chooseInstances } from './choose-instances.js'
import type { CommandContext } from './command-context.js'

export interface ErrorsOptions {
  readonly resolved: boolean
  readonly limit: number
}

/** Lists parked records: which, why, and what to do next. */
export const errors = async (
  named: readonly string[],
  projectFile: string,
  options: ErrorsOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const { project, plans } = chooseInstances(projectFile, named, context)
  const store = await openProjectStore(project)
  try {
    const status = options.resolved ? 'resolved' : 'open'
    const lists = await Promise.all(
      plans.map(({ instance }) => store.listParked({ flow: instance, status, limit: options.limit })),
    )
    const parked = lists.flat().slice(0, options.limit)
    if (context.json) context.terminal.out(JSON.stringify({ parked: parked.map(withoutRecord) }))
    else
      context.terminal.out(
        parked.length === 0 ? `nothing is ${options.resolved ? 'resolved' : 'parked'}` : renderParked(parked),
      )
    return exitCode.done
  } finally {
    await store.close()
  }
}

export const renderParked = (parked: readonly ParkedRecord[]): string => {
  const rows = parked.map(({ traceKey, flow, step, failure, attempts, firstParkedAtMs }) => [
    traceKey,
    flow,
    step,
    failure.kind,
    String(attempts),
    new Date(firstParkedAtMs).toISOString().slice(0, 16).replace('T', ' '),
    failure.message,
  ])
  const titles = ['record', 'flow', 'step', 'kind', 'tries', 'since (UTC)', 'why']
  const table = renderTable(
    titles.map(title => ({ title, align: title === 'tries' ? 'right' : 'left' })),
    rows,
  )
  const hints = [
    ...new Set(parked.flatMap(({ failure }) => (failure.hint === undefined ? [] : [failure.hint]))),
  ]
  return hints.length === 0 ? table : `${table}\n\nWhat to do: ${hints.join(' ')}`
}

/** The record holds a buyer's data; who needs it asks for it by name. */
const withoutRecord = ({ record: _, payload: __, ...rest }: ParkedRecord) => rest
