import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Consumer } from './consumers.js'

/** Prints where it listens and with which credentials, then serves until its input ends. */
const program = `
import { defaultNetSuiteCredentials, defaultTikTokShopCredentials, makeShop, startSandbox } from '@tiktok-ns/sandbox'
const { seed } = makeShop({ orders: 20 })
const sandbox = await startSandbox({ seed })
console.log(JSON.stringify({
  tiktokShop: { ...defaultTikTokShopCredentials, baseUrl: sandbox.tiktokShopUrl },
  netsuite: { ...defaultNetSuiteCredentials, baseUrl: sandbox.netsuiteUrl },
}))
process.stdin.resume().on('end', () => void sandbox.close())
`

export interface PackedSandbox {
  /** Credentials and base URLs of both systems, as JSON. */
  readonly settings: string
  stop(): Promise<void>
}

/** The sandbox as its tarball has it, in a process of its own. */
export const startPackedSandbox = async (consumer: Consumer): Promise<PackedSandbox> => {
  consumer.write('sandbox.mjs', program)
  const child = spawn(process.execPath, ['sandbox.mjs'], {
    cwd: consumer.folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  const firstLine = once(child.stdout, 'data').then(([chunk]) => String(chunk).trim())
  const settings = await Promise.race([firstLine, ended.then(() => undefined)])
  if (settings === undefined) throw new Error('The packed sandbox ended before it listened')
  return {
    settings,
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}
