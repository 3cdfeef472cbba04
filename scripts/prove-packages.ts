import { existsSync, rmSync } from 'node:fs'
import { type Consumer, createConsumers } from './packed/consumers.js'
import { startPackedSandbox } from './packed/packed-sandbox.js'
import { proveClient } from './packed/prove-client.js'
import { proveTool } from './packed/prove-tool.js'
import { tarballs } from './packed/tarballs.js'

/**
 * Proves the packed tarballs in empty projects outside of the checkout: each client alone, then everything together with the tool.
 *
 * Needs the tarballs of `pnpm lint:pack`, and nothing of the network but the package registry.
 */
const missing = Object.values(tarballs).filter(path => !existsSync(path))
if (missing.length > 0) throw new Error(`Run "pnpm lint:pack" first: there is no ${missing.join(', no ')}`)

const consumers: readonly Consumer[] = await createConsumers()
try {
  const [tiktok, netsuite, everything] = consumers
  if (tiktok === undefined || netsuite === undefined || everything === undefined)
    throw new Error('no projects')
  const sandbox = await startPackedSandbox(everything)
  try {
    const table = [
      await proveClient(tiktok, 'tiktok-client', sandbox.settings),
      await proveClient(netsuite, 'netsuite-client', sandbox.settings),
    ]
    console.table(Object.fromEntries(table.map(({ name, ...figures }) => [name, figures])))
  } finally {
    await sandbox.stop()
  }
  await proveTool(everything)
  console.log('The packed packages install, type-check and run in empty projects.')
} finally {
  for (const { folder } of consumers) rmSync(folder, { recursive: true, force: true })
}
