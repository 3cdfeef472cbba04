import { adminPath } from './admin.js'
import { createAdminOfAccounts } from './admin-of-accounts.js'
import type { CallLog } from './calls.js'
import type { SandboxClock } from './clock.js'
import type { FaultInjector } from './faults/fault-injector.js'
import { isHostOf, noSuchAccount, repeatedAccount } from './netsuite/account-host.js'
import type { LedgerReads } from './netsuite/ledger/ledger-reads.js'
import { createNetSuiteServer, type NetSuiteSystem } from './netsuite/netsuite-server.js'
import type { Restlets } from './netsuite/restlets/restlet.js'
import type { StockReads } from './netsuite/stock/stock-reads.js'
import { openSystem } from './open-system.js'
import { createSandboxCore, type SandboxCoreOptions } from './sandbox-core.js'
import { dumpLines, dumpState, restoreState, type SandboxState } from './sandbox-state.js'
import type { SandboxCore, SandboxSystem } from './sandbox-system.js'
import { accountsOf, type SandboxSeed } from './seed.js'
import { createTikTokShopServer } from './tiktok-shop/tiktok-shop-server.js'
import { toFetch } from './to-fetch.js'

export interface SandboxOptions extends SandboxCoreOptions {
  /** What both systems hold at the start. Left out: one empty shop and one empty account with known credentials. */
  readonly seed?: SandboxSeed
  /** RESTlets of every NetSuite account, by script id; beside those that the seed declares. */
  readonly restlets?: Restlets
}

/** One of the two systems, callable in process. */
export interface OpenSystem {
  /** Takes the place of the global `fetch`; the host in the address is not looked at, `/_sandbox/` works too. */
  readonly fetch: typeof fetch
}

/** A NetSuite account, with its books: what `/_sandbox/netsuite/ledger` and `/stock` give, as functions. */
export interface OpenNetSuite extends OpenSystem {
  /** Its id, such as `TSTDRV0000001`. */
  readonly account: string
  readonly ledger: LedgerReads
  readonly stock: StockReads
}

/** Both systems in this process. */
export interface Sandbox {
  readonly tiktokShop: OpenSystem
  /** The first account of the seed. Its `fetch` answers for another one when the host names that: each has a host of its own. */
  readonly netsuite: OpenNetSuite
  /** All accounts, in the order of the seed. Each `fetch` answers for its account, whatever the host. */
  readonly netsuiteAccounts: readonly OpenNetSuite[]
  /** @throws {Error} when the seed has no such account */
  netsuiteAccount(account: string): OpenNetSuite
  readonly clock: SandboxClock
  readonly faults: FaultInjector
  readonly calls: CallLog
  /** Real milliseconds per answer; may be changed. */
  readonly latencyMs: SandboxCore['latencyMs']
  /**
   * Calls a route under `/_sandbox`, such as `admin('POST', '/tiktok-shop/shops/{id}/orders/{id}/advance')`, and gives its
   * JSON.
   *
   * @throws {Error} with what the route says when it refuses
   */
  admin(method: string, path: string, body?: unknown): Promise<unknown>
  /** Resolves when no webhook is under way any more. */
  settled(): Promise<void>
  /**
   * Makes beforehand what the first queries of a large account would have to wait for, and lets calls in meanwhile. What changes then
   * is in it; after `restore` it would have to be done again.
   */
  prepare(): Promise<void>
  /** The whole state as plain JSON, and back. */
  dump(): SandboxState
  restore(state: unknown): void
  /** The same as lines, of any size: what a state file holds. Taken at once, made while they are gone through. */
  dumpLines(): Iterable<string | Uint8Array>
  /** Lets go of held answers. */
  close(): Promise<void>
}

/**
 * TikTok Shop and NetSuite in this process, each as a `fetch`.
 *
 * @example
 * const sandbox = createSandbox({ seed: makeShop({ orders: 500, seed: 7 }).seed })
 * await sandbox.tiktokShop.fetch('https://open-api.tiktokglobalshop.com/authorization/202309/shops?...')
 */
export const createSandbox = ({ seed = {}, restlets, ...coreOptions }: SandboxOptions = {}): Sandbox => {
  const core = createSandboxCore(coreOptions)
  const tiktokShop = createTikTokShopServer(core, seed.tiktokShop)
  const [firstSeed, ...otherSeeds] = accountsOf(seed)
  const first = createNetSuiteServer(core, firstSeed, restlets)
  const accounts = [first, ...otherSeeds.map(own => createNetSuiteServer(core, own, restlets))]
  refuseRepeated(accounts)
  const systems = [tiktokShop, ...accounts]
  for (const system of systems) core.clock.register(system)

  const adminOf = createAdminOfAccounts(core, tiktokShop, accounts)
  const answerOf = (system: SandboxSystem, near = first): Answer => {
    const admin = adminOf(near)
    const answer = openSystem(core, system)
    return async request => (isAdmin(request) ? admin(request) : answer(request))
  }
  const answers = accounts.map(account => ({ account, answer: answerOf(account, account) }))
  const toFirst = answerOf(first)
  const byHost: Answer = request => {
    const url = new URL(request.url)
    const named = answers.find(({ account: { account } }) => isHostOf(account, url))
    return (named?.answer ?? toFirst)(request)
  }
  const open = (system: NetSuiteSystem, answer: Answer): OpenNetSuite => ({
    fetch: toFetch(answer),
    get account() {
      return system.account
    },
    get ledger() {
      return system.ledger
    },
    get stock() {
      return system.stock
    },
  })
  const netsuiteAccounts = answers.map(({ account, answer }) => open(account, answer))

  return {
    tiktokShop: { fetch: toFetch(answerOf(tiktokShop)) },
    netsuite: open(first, byHost),
    netsuiteAccounts,
    netsuiteAccount: id => {
      const found = netsuiteAccounts.find(({ account }) => account === id)
      if (found === undefined) throw new Error(noSuchAccount(id, netsuiteAccounts))
      return found
    },
    clock: core.clock,
    faults: core.faults,
    calls: core.calls,
    latencyMs: core.latencyMs,
    admin: async (method, path, body) => {
      const request = new Request(`http://sandbox${adminPath}${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const response = await adminOf(first)(request)
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${adminPath}${path}: ${text}`)
      return text === '' ? undefined : JSON.parse(text)
    },
    settled: async () => {
      for (const system of systems) await system.settled?.()
    },
    prepare: async () => {
      for (const system of systems)
        for (const _ of system.prepare?.() ?? []) {
          await new Promise(setImmediate)
          if (core.closing.aborted) return
        }
    },
    dump: () => dumpState(core, systems),
    dumpLines: () => dumpLines(core, systems),
    restore: state => restoreState(core, systems, state),
    close: async () => core.close(),
  }
}

type Answer = (request: Request) => Promise<Response>

const isAdmin = ({ url }: Request): boolean => new URL(url).pathname.startsWith(`${adminPath}/`)

const refuseRepeated = (accounts: readonly NetSuiteSystem[]): void => {
  const repeated = repeatedAccount(accounts.map(({ account }) => account))
  if (repeated === undefined) return
  throw new TypeError(
    `Two NetSuite accounts of the seed have the id ${repeated.account}: each needs its own.`,
  )
}
