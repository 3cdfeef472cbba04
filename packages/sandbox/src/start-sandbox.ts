import { createSandbox, type Sandbox, type SandboxOptions } from './create-sandbox.js'
import { readStateFile, writeStateFile } from './lines/state-file.js'
import { toBlankSeed } from './sandbox-state.js'
import { type Listening, type ServeOptions, serve } from './serve.js'

export interface StartSandboxOptions extends SandboxOptions, Pick<ServeOptions, 'host' | 'allowPublic'> {
  /** 0, the default, takes any free port. */
  readonly tiktokShopPort?: number
  /** Of the first account; further accounts of the seed take the ports after it. */
  readonly netsuitePort?: number
  /**
   * Keeps the state in this file: taken from it at the start when it exists (the seed is then not looked at), written every
   * few seconds while calls come in, and on `close()`.
   */
  readonly stateFile?: string
}

/** Both systems, served over HTTP as well. */
export interface RunningSandbox extends Sandbox {
  /** Where each listens, such as `http://127.0.0.1:41234`. */
  readonly tiktokShopUrl: string
  /** Of the first account. */
  readonly netsuiteUrl: string
  /** Of every account, by its id. */
  readonly netsuiteUrls: Readonly<Record<string, string>>
}

const tickMs = 100
const saveEveryMs = 5_000

/** Serves both systems over HTTP on loopback. `close()` stops them and lets go of held answers. */
export const startSandbox = async ({
  tiktokShopPort = 0,
  netsuitePort = 0,
  host,
  allowPublic,
  stateFile,
  ...options
}: StartSandboxOptions = {}): Promise<RunningSandbox> => {
  const kept = stateFile === undefined ? undefined : await readStateFile(stateFile)
  const sandbox = createSandbox(kept === undefined ? options : { ...options, seed: toBlankSeed(kept) })
  if (kept !== undefined) sandbox.restore(kept)

  const where = {
    ...(host === undefined ? {} : { host }),
    ...(allowPublic === undefined ? {} : { allowPublic }),
  }
  const listening: Listening[] = []
  const timers: NodeJS.Timeout[] = []
  let saving = Promise.resolve()
  const save = (path: string) => {
    saving = saving.then(() => writeStateFile(path, sandbox.dumpLines()))
    return saving
  }
  const close = async () => {
    for (const timer of timers) clearInterval(timer)
    await sandbox.close()
    await Promise.all(listening.map(server => server.close()))
    if (stateFile !== undefined) await save(stateFile)
  }

  try {
    const tiktokShop = await serve(sandbox.tiktokShop.fetch, { port: tiktokShopPort, ...where })
    listening.push(tiktokShop)
    const netsuite = await serve(sandbox.netsuite.fetch, { port: netsuitePort, ...where })
    listening.push(netsuite)
    const netsuiteUrls = { [sandbox.netsuite.account]: netsuite.url }
    for (const [index, { account, fetch }] of sandbox.netsuiteAccounts.slice(1).entries()) {
      const port = netsuitePort === 0 ? 0 : netsuitePort + index + 1
      const further = await serve(fetch, { port, ...where })
      listening.push(further)
      netsuiteUrls[account] = further.url
    }
    // Due work, such as a webhook's next try, happens without a call to wake it.
    timers.push(setInterval(() => sandbox.clock.runDue(), tickMs).unref())
    if (stateFile !== undefined)
      timers.push(
        setInterval(
          saveWhenUsed(sandbox, () => save(stateFile)),
          saveEveryMs,
        ).unref(),
      )
    // A failure shows again, and to somebody, when a query needs the same table.
    sandbox.prepare().catch(() => {})
    return { ...sandbox, tiktokShopUrl: tiktokShop.url, netsuiteUrl: netsuite.url, netsuiteUrls, close }
  } catch (error) {
    for (const timer of timers) clearInterval(timer)
    await sandbox.close()
    await Promise.all(listening.map(server => server.close()))
    throw error
  }
}

/**
 * Saves when calls came in since the last time, and spends no more than a tenth of the time on it. A failure to write shows at
 * `close()`, which tries once more.
 */
const saveWhenUsed = (sandbox: Sandbox, save: () => Promise<void>) => {
  let saved = 0
  let notBefore = 0
  return () => {
    const count = sandbox.calls.count()
    const startedAt = performance.now()
    if (count === saved || startedAt < notBefore) return
    saved = count
    save()
      .catch(() => {})
      .finally(() => {
        notBefore = performance.now() + 10 * (performance.now() - startedAt)
      })
  }
}
