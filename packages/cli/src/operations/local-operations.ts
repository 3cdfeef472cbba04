import type {
  FlowPause,
  FlowPlan,
  RetryParkedOptions,
  RunFlowOptions,
  RunReport,
  Store,
} from '@tiktok-ns/flow-engine'
import { failureKinds, suggest } from '@tiktok-ns/flow-engine'
import { WrongInputError } from '../commands/command-context.js'
import type { KeepDays } from '../project/operation-spec.js'
import type { ConnectionState } from '../serve/connection-health.js'
import { inTurn } from './in-turn.js'
import { listWritten } from './list-written.js'
import { type FlowStatus, type OperationInput, type Operations, operationTable } from './operation-table.js'
import { maskParked, withoutData } from './parked-summary.js'
import { pauseOperations, sayPaused } from './pause-operations.js'
import { pruneStore } from './prune-store.js'
import { runChain } from './run-chain.js'
import { tellStory } from './tell-story.js'

export interface RunBounds extends RunFlowOptions {
  /** Writes nothing into a shop, and lets all other calls go first. */
  readonly backfill?: boolean
}

/** Runs flows of a project, one at a time each. */
export interface FlowRunner {
  run(plan: FlowPlan, options: RunBounds): Promise<RunReport>
  retry(
    plan: FlowPlan,
    options: Pick<RetryParkedOptions, 'traceKeys' | 'kind' | 'makeAgain'>,
  ): Promise<RunReport>
}

export interface LocalOperationsOptions {
  readonly store: Store
  /** Names of the project's flows. */
  readonly flows: readonly string[]
  /** Makes flows ready to run, all of those named or none: a wrong flow file ends the operation before it starts. */
  readonly load: (flows: readonly string[]) => readonly FlowPlan[]
  readonly runner: FlowRunner
  /** Names of fields that hold a person's data; masked unless somebody asks for them by name. */
  readonly personal: ReadonlySet<string>
  readonly keepDays: KeepDays
  readonly now?: () => number
  /** What only a running schedule knows. */
  readonly schedule?: (flow: string) => Pick<FlowStatus, 'nextRunAt' | 'running'>
  /** What only a running `serve` knows. */
  readonly connections?: () => readonly ConnectionState[]
  /** Hears that somebody has paused or resumed flows. */
  readonly onPauses?: () => Promise<void>
}

/** The operations on a store that this process has open. */
export const createLocalOperations = (options: LocalOperationsOptions): Operations => {
  const { store, flows: known, load, runner, personal, keepDays } = options
  const { now = Date.now, schedule = () => ({}), connections = () => [], onPauses = async () => {} } = options

  const chosen = (named: readonly string[]): readonly string[] => {
    for (const name of named) {
      if (!known.includes(name))
        throw new WrongInputError(`the project has no flow "${name}"; ${suggest(name, known)}`)
    }
    return named.length === 0 ? known : named
  }

  /** Flows that may run. One that is named although it is paused is an error; of all, those that are paused are left out. */
  const going = async (named: readonly string[]): Promise<readonly string[]> => {
    const pauses = await store.listPauses()
    for (const name of chosen(named)) {
      const pause = named.length === 0 ? undefined : pauses.get(name)
      if (pause !== undefined) throw new WrongInputError(sayPaused(pause))
    }
    return chosen(named).filter(name => !pauses.has(name))
  }

  const statusOf = async (
    flow: string,
    openErrors: number,
    paused: FlowPause | undefined,
  ): Promise<FlowStatus> => {
    const [[lastRun], cursorMs, { waiting }] = await Promise.all([
      store.listRuns({ flow, limit: 1 }),
      store.readCursor(flow),
      store.countNotifications(flow),
    ])
    return {
      flow,
      openErrors,
      waitingNotifications: waiting,
      ...(paused === undefined ? {} : { paused }),
      ...(lastRun === undefined ? {} : { lastRun }),
      ...(cursorMs === undefined ? {} : { cursor: toIso(cursorMs) }),
      ...schedule(flow),
    }
  }

  const findParked = async (
    { key, flow }: Pick<OperationInput<'showErrors'>, 'key' | 'flow'>,
    status?: 'open',
  ) => {
    const found = await store.listParked({
      traceKeys: [key],
      limit: 100,
      ...(flow === undefined ? {} : { flow }),
      ...(status === undefined ? {} : { status }),
    })
    if (found.length > 0) return found
    const where = flow === undefined ? '' : ` in the flow ${flow}`
    throw new WrongInputError(
      `no ${status ?? 'parked'} record ${key}${where}; \`tiktok-ns errors\` lists those there are`,
    )
  }

  return {
    readStatus: async () => {
      const [open, pauses] = await Promise.all([store.countOpen(), store.listPauses()])
      return Promise.all(known.map(flow => statusOf(flow, open.get(flow) ?? 0, pauses.get(flow))))
    },
    listConnections: async () => connections(),
    listRuns: input => {
      const { flow, version, limit } = operationTable.listRuns.input.parse(input)
      return store.listRuns({
        limit,
        ...(flow === undefined ? {} : { flow }),
        ...(version === undefined ? {} : { version }),
      })
    },
    listWritten: async input => listWritten(store, operationTable.listWritten.input.parse(input)),
    run: async input => {
      const { flows, since, until, ids, backfill } = operationTable.run.input.parse(input)
      if (backfill && since === undefined)
        throw new WrongInputError('a back-fill has to know where it begins; say --since')
      const bounds: RunBounds = {
        ...(backfill ? { backfill, untilMs: now() } : {}),
        ...(since === undefined ? {} : { fromMs: Date.parse(since) }),
        ...(until === undefined ? {} : { untilMs: Date.parse(until) }),
        // Who names records wants to see them treated, changed or not.
        ...(ids.length === 0 ? {} : { ids, again: true }),
      }
      const pauses = await store.listPauses()
      const unpaused = (named: readonly string[]) => load(named.filter(name => !pauses.has(name)))
      return runChain(load(await going(flows)), { runner, load: unpaused, bounds })
    },
    listErrors: async input => {
      const { flows, kind, status, since, limit } = operationTable.listErrors.input.parse(input)
      const filter = {
        status,
        limit,
        ...(kind === undefined ? {} : { kind }),
        ...(since === undefined ? {} : { sinceMs: Date.parse(since) }),
      }
      const lists = await Promise.all(chosen(flows).map(flow => store.listParked({ ...filter, flow })))
      return lists.flat().slice(0, limit).map(withoutData)
    },
    showErrors: async input => {
      const { unmasked, ...wanted } = operationTable.showErrors.input.parse(input)
      const found = await findParked(wanted)
      return unmasked ? found : found.map(parked => maskParked(parked, personal))
    },
    changeError: async input => {
      const wanted = operationTable.changeError.input.parse(input)
      const { assignee, tags, record, resolve, by } = wanted
      const changed: string[] = []
      for (const parked of await findParked(wanted, 'open')) {
        const { flow, traceKey } = parked
        const atMs = now()
        await store.changeParked({
          flow,
          traceKey,
          ...(resolve ? { resolvedAtMs: atMs } : {}),
          ...(assignee === undefined ? {} : { assignee }),
          ...(tags === undefined ? {} : { tags }),
          ...(record === undefined ? {} : { record }),
        })
        const audit = (action: string, more: object = {}) =>
          store.addAudit({ atMs, by, action, flow, traceKey, ...more })
        if (record !== undefined) await audit('parked.edit', { before: parked.record, after: record })
        if (assignee !== undefined)
          await audit('parked.assign', { before: parked.assignee ?? null, after: assignee })
        if (tags !== undefined) await audit('parked.tag', { before: parked.tags ?? [], after: tags })
        if (resolve) await audit('parked.resolve', { before: parked.failure.message })
        changed.push(flow)
      }
      return { changed }
    },
    retry: async input => {
      const { flows, keys, kind, makeAgain, by } = operationTable.retry.input.parse(input)
      if (kind !== undefined && !failureKinds.some(known => known === kind))
        throw new WrongInputError(`there is no failure kind "${kind}"; ${suggest(kind, failureKinds)}`)
      for (const key of keys) await findParked({ key }, 'open')
      const filter = {
        ...(keys.length === 0 ? {} : { traceKeys: keys }),
        ...(kind === undefined ? {} : { kind }),
        ...(makeAgain ? { makeAgain } : {}),
      }
      if (makeAgain) await store.addAudit({ atMs: now(), by, action: 'parked.makeAgain', after: keys })
      return inTurn(load(await going(flows)), plan => runner.retry(plan, filter))
    },
    ...pauseOperations({
      store,
      chosen,
      load,
      run: plan => runner.run(plan, { reason: 'command' }),
      now,
      onPauses,
    }),
    explain: ({ key }) => tellStory(store, key),
    listCursors: async input => {
      const { flows } = operationTable.listCursors.input.parse(input)
      return Promise.all(chosen(flows).map(async flow => toCursorEntry(flow, await store.readCursor(flow))))
    },
    setCursor: async input => {
      const { flow, to, by } = operationTable.setCursor.input.parse(input)
      chosen([flow])
      const before = await store.readCursor(flow)
      const after = to === undefined ? undefined : Date.parse(to)
      await store.writeCursor(flow, after)
      await store.addAudit({
        atMs: now(),
        by,
        action: 'cursor.set',
        flow,
        before: before === undefined ? null : toIso(before),
        after: after === undefined ? null : toIso(after),
      })
      return toCursorEntry(flow, after)
    },
    prune: async input => {
      const { by } = operationTable.prune.input.parse(input)
      const pruned = await pruneStore(store, keepDays, now())
      await store.addAudit({ atMs: now(), by, action: 'store.prune', after: { ...pruned } })
      return pruned
    },
    forget: async input => {
      const { person, by } = operationTable.forget.input.parse(input)
      const forgotten = await store.forgetPerson(person)
      // Who was forgotten is not written down.
      await store.addAudit({ atMs: now(), by, action: 'person.forget', after: { ...forgotten } })
      return forgotten
    },
    listAudit: input => {
      const { flow, key, since, limit } = operationTable.listAudit.input.parse(input)
      return store.listAudit({
        limit,
        ...(flow === undefined ? {} : { flow }),
        ...(key === undefined ? {} : { traceKey: key }),
        ...(since === undefined ? {} : { sinceMs: Date.parse(since) }),
      })
    },
  }
}

const toIso = (ms: number): string => new Date(ms).toISOString()

const toCursorEntry = (flow: string, cursorMs: number | undefined) => ({
  flow,
  ...(cursorMs === undefined ? {} : { cursor: toIso(cursorMs) }),
})
