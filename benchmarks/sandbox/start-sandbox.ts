import type { MakeShopOptions, NetSuiteSeed, StartSandboxOptions } from '@tiktok-ns/sandbox'
import { z } from 'zod'
import { startChild } from '../child.js'
import type { LargeShopOptions } from '../sweep/large-shop.js'

export interface SandboxOptions extends Pick<StartSandboxOptions, 'latencyMs' | 'faults' | 'randomSeed'> {
  readonly shop?: MakeShopOptions
  /** In place of `shop`: a catalogue that it takes a while to sweep. */
  readonly large?: LargeShopOptions
  /** Over what `makeShop` makes, for example `{ concurrency: 5 }`. */
  readonly netsuite?: Omit<NetSuiteSeed, 'records'>
}

export interface SandboxProcess {
  readonly tiktokShopUrl: string
  readonly netsuiteUrl: string
  /** Internal ids for a flow's settings. */
  readonly netsuiteIds: Readonly<Record<string, string>>
  /** How many calls a system has seen, as `GET /_sandbox/calls` filters them. */
  countCalls(filter: Readonly<Record<string, string>>): Promise<number>
  /** Calls a route under `/_sandbox`. */
  admin(method: string, path: string, body?: unknown): Promise<unknown>
  stop(): Promise<void>
}

const hello = z.object({
  tiktokShopUrl: z.string(),
  netsuiteUrl: z.string(),
  netsuiteIds: z.record(z.string(), z.string()),
})

/** Both systems, with a made-up shop, in a process of their own. */
export const startSandbox = async (options: SandboxOptions): Promise<SandboxProcess> => {
  const child = await startChild(new URL('sandbox-process.ts', import.meta.url), options, hello.parse)
  const admin = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${child.hello.netsuiteUrl}/_sandbox${path}`, {
      method,
      // Minutes may pass between two calls: a connection that the other side has closed meanwhile would fail the next one.
      headers: { connection: 'close' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} /_sandbox${path}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  return {
    ...child.hello,
    admin,
    countCalls: async filter => {
      const answer = await admin('GET', `/calls?${new URLSearchParams({ ...filter, limit: '1' })}`)
      return z.object({ count: z.number() }).parse(answer).count
    },
    stop: child.stop,
  }
}
