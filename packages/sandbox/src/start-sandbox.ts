import { createSandbox, type Sandbox, type SandboxOptions } from './create-sandbox.js'
import { type Listening, type ServeOptions, serve } from './serve.js'

export interface StartSandboxOptions extends SandboxOptions, Pick<ServeOptions, 'host' | 'allowPublic'> {
  /** 0, the default, takes any free port. */
  readonly tiktokShopPort?: number
  readonly netsuitePort?: number
}

/** Both systems, served over HTTP as well. */
export interface RunningSandbox extends Sandbox {
  /** Where each listens, such as `http://127.0.0.1:41234`. */
  readonly tiktokShopUrl: string
  readonly netsuiteUrl: string
}

const tickMs = 100

/** Serves both systems over HTTP on loopback. `close()` stops them and lets go of held answers. */
export const startSandbox = async ({
  tiktokShopPort = 0,
  netsuitePort = 0,
  host,
  allowPublic,
  ...options
}: StartSandboxOptions = {}): Promise<RunningSandbox> => {
  const sandbox = createSandbox(options)
  const where = {
    ...(host === undefined ? {} : { host }),
    ...(allowPublic === undefined ? {} : { allowPublic }),
  }
  const listening: Listening[] = []
  const close = async () => {
    clearInterval(ticking)
    await sandbox.close()
    await Promise.all(listening.map(server => server.close()))
  }
  // Due work, such as a webhook's next try, happens without a call to wake it.
  const ticking = setInterval(() => sandbox.clock.runDue(), tickMs)
  ticking.unref()
  try {
    const tiktokShop = await serve(sandbox.tiktokShop.fetch, { port: tiktokShopPort, ...where })
    listening.push(tiktokShop)
    const netsuite = await serve(sandbox.netsuite.fetch, { port: netsuitePort, ...where })
    listening.push(netsuite)
    return { ...sandbox, tiktokShopUrl: tiktokShop.url, netsuiteUrl: netsuite.url, close }
  } catch (error) {
    await close()
    throw error
  }
}
