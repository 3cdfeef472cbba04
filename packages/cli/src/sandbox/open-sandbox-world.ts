import { type Clock, checkSettings, type JsonObject } from '@tiktok-ns/flow-engine'
import type { OpenedWorld, TestWorld, TestWorldRequest, WorldProblem } from '@tiktok-ns/flow-engine/testing'
import { checkSeed, createSandbox, type Sandbox, seedProblems } from '@tiktok-ns/sandbox'
import { type SandboxCredentials, sandboxCredentials } from './sandbox-credentials.js'
import { type WorldSystem, worldSystems } from './world-systems.js'

/** Both systems in this process with what a seed says, behind their real connectors. */
export const openSandboxWorld = async ({
  seed: given,
  atMs,
  connections,
}: TestWorldRequest): Promise<OpenedWorld> => {
  const wrong = seedProblems(given).map(
    ({ path, problem }): WorldProblem => ({
      part: 'seed',
      path,
      problem,
      next: 'docs/sandbox.md says what a seed may hold',
    }),
  )
  if (wrong.length > 0) return { problems: wrong }
  const sandbox = createSandbox({ seed: checkSeed(withOwnAccounts(given)), clock: { at: atMs } })
  const { accounts, problems } = chooseAccounts(connections, await sandboxCredentials(sandbox))
  if (problems.length === 0) return { world: openWorld(sandbox, accounts) }
  await sandbox.close()
  return { problems }
}

let worlds = 0

/** Clients of one NetSuite account share its limits, which are not to go from one case to the next: who names no id gets a new one. */
const withOwnAccounts = (seed: unknown): unknown => {
  const { netsuite = {} }: { readonly netsuite?: unknown } = Object(seed)
  return {
    ...Object(seed),
    netsuite: Array.isArray(netsuite) ? netsuite.map(withOwnId) : withOwnId(netsuite),
  }
}

const withOwnId = (account: unknown): object => {
  worlds += 1
  return { account: `TSTDRV${String(worlds).padStart(7, '0')}`, ...Object(account) }
}

interface Account {
  readonly system: WorldSystem
  readonly settings: JsonObject
}

/** An account of the seed for each connection: of several to one system, each has its own where there are enough. */
const chooseAccounts = (connections: TestWorldRequest['connections'], credentials: SandboxCredentials) => {
  const problems: WorldProblem[] = []
  const accounts = new Map<string, Account>()
  const taken = new Map<WorldSystem, number>()
  for (const [name, { connector, settings: given }] of Object.entries(connections)) {
    const system = worldSystems[connector]
    if (system === undefined) continue
    const own = system.accountsIn(credentials)
    const index = taken.get(system) ?? 0
    taken.set(system, index + 1)
    const account = own[Math.min(index, own.length - 1)]
    const checked = checkSettings(system.definition.description.settings, { ...account, ...given })
    problems.push(
      ...checked.problems.map(
        ({ path, problem, next }): WorldProblem => ({
          part: 'connections',
          path: [name, ...path],
          problem,
          next,
        }),
      ),
    )
    accounts.set(name, { system, settings: checked.settings })
  }
  return { accounts, problems }
}

const openWorld = (sandbox: Sandbox, accounts: ReadonlyMap<string, Account>): TestWorld => {
  const clock = clockOf(sandbox)
  const connections = Object.fromEntries(
    [...accounts].map(([name, { system, settings }]) => [
      name,
      system.definition.connect(settings, {
        fetch: system.fetchOf(sandbox),
        now: clock.now,
        wait: clock.wait,
      }),
    ]),
  )
  return {
    connections,
    clock,
    read: async (connection, kind) => {
      const account = accounts.get(connection)
      if (account === undefined) return undefined
      await sandbox.settled()
      return account.system.recordsIn(sandbox.dump(), account.settings, kind)
    },
    close: () => sandbox.close(),
  }
}

/** Time stands until something waits or the test moves it. */
const clockOf = ({ clock }: Sandbox): TestWorld['clock'] => ({
  now: () => clock.now(),
  set: ms => clock.moveTo(ms),
  wait: async (ms, signal): ReturnType<Clock['wait']> => {
    signal?.throwIfAborted()
    const untilMs = clock.now() + ms
    await Promise.resolve()
    // Several waits at once end where each would have ended.
    if (clock.now() < untilMs) clock.moveTo(untilMs)
  },
})
