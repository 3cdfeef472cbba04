import { adminPath, createAdmin, dumpLines, dumpState, restoreState, type SandboxState } from './admin.js'
import type { CallLog } from './calls.js'
import type { SandboxClock } from './clock.js'
import type { FaultInjector } from './faults/fault-injector.js'
import type { LedgerReads } from './netsuite/ledger/ledger-reads.js'
import { createNetSuiteServer } from './netsuite/netsuite-server.js'
import type { Restlets } from './netsuite/restlets/restlet.js'
import type { StockReads } from './netsuite/stock/stock-reads.js'
import { openSystem } from './open-system.js'
import { createSandboxCore, type SandboxCoreOptions } from './sandbox-core.js'
import type { SandboxCore, SandboxSystem } from './sandbox-system.js'
import type { SandboxSeed } from './seed.js'
import { createTikTokShopServer } from './tiktok-shop/tiktok-shop-server.js'
import { toFetch } from './to-fetch.js'

export interface SandboxOptions extends SandboxCoreOptions {
  /** What both systems hold at the start. Left out: one empty shop and one empty account with known credentials. */
  readonly seed?: SandboxSeed
  /** RESTlets of the NetSuite account, by script id; beside those that the seed declares. */
  readonly restlets?: Restlets
}

/** One of the two systems, callable in process. */
export interface OpenSystem {
  /** Takes the place of the global `fetch`; the host in the address is not looked at, `/_sandbox/` works too. */
  readonly fetch: typeof fetch
}

/** NetSuite, with its books: what `/_sandbox/netsuite/ledger` and `/stock` give, as functions. */
export interface OpenNetSuite extends OpenSystem {
  readonly ledger: LedgerReads
  readonly stock: StockReads
}

/** Both systems in this process. */
export interface Sandbox {
  readonly tiktokShop: OpenSystem
  readonly netsuite: OpenNetSuite
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
  const netsuite = createNetSuiteServer(core, seed.netsuite, restlets)
  const systems = [tiktokShop, netsuite]
  for (const system of systems) core.clock.register(system)

  const admin = createAdmin(core, systems)
  const open = (system: SandboxSystem): OpenSystem => {
    const answer = openSystem(core, system)
    return {
      fetch: toFetch(async request => {
        const isAdmin = new URL(request.url).pathname.startsWith(`${adminPath}/`)
        return isAdmin ? admin.fetch(request) : answer(request)
      }),
    }
  }

  return {
    tiktokShop: open(tiktokShop),
    netsuite: {
      ...open(netsuite),
      get ledger() {
        return netsuite.ledger
      },
      get stock() {
        return netsuite.stock
      },
    },
    clock: core.clock,
    faults: core.faults,
    calls: core.calls,
    latencyMs: core.latencyMs,
    admin: async (method, path, body) => {
      const response = await admin.request(`${adminPath}${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
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
