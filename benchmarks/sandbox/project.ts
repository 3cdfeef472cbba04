import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProgram, type ProjectSpec } from '@tiktok-ns/cli'
import {
  defaultNetSuiteCredentials as netsuite,
  defaultTikTokShopCredentials as shop,
} from '@tiktok-ns/sandbox'
import type { SandboxProcess } from './start-sandbox.js'

export interface Project {
  readonly folder: string
  /** Runs `tiktok-ns <words> --json` in this process and gives what it printed. */
  tool(...words: readonly string[]): Promise<unknown>
  remove(): void
}

/** What a project keeps of records. */
export type Payloads = ProjectSpec['operation']['payloads']

export interface ProjectOptions {
  readonly flows: ProjectSpec['flows']
  /** Requests at once to NetSuite. */
  readonly concurrency: number
  /** Of the shop, part of every document's id. Default `US1`. */
  readonly key?: string
  /** Default `masked`. */
  readonly payloads?: Payloads
}

const secrets = {
  TIKTOK_APP_SECRET: shop.appSecret,
  TIKTOK_ACCESS_TOKEN: shop.accessToken,
  NETSUITE_CONSUMER_KEY: netsuite.consumerKey,
  NETSUITE_CONSUMER_SECRET: netsuite.consumerSecret,
  NETSUITE_TOKEN_ID: netsuite.tokenId,
  NETSUITE_TOKEN_SECRET: netsuite.tokenSecret,
}

/** A project as a merchant has one, for the accounts of a sandbox: connections `us-shop` and `books`. */
export const createProject = (
  { tiktokShopUrl, netsuiteUrl }: SandboxProcess,
  { flows, concurrency, key = 'US1', payloads = 'masked' }: ProjectOptions,
): Project => {
  const folder = mkdtempSync(join(tmpdir(), 'tiktok-ns-benchmark-'))
  const file = join(folder, 'tiktok-ns.yaml')
  const connections: ProjectSpec['connections'] = {
    'us-shop': {
      connector: 'tiktok-shop',
      key,
      settings: {
        appKey: shop.appKey,
        appSecret: '${env.TIKTOK_APP_SECRET}',
        accessToken: '${env.TIKTOK_ACCESS_TOKEN}',
        baseUrl: tiktokShopUrl,
        authBaseUrl: tiktokShopUrl,
      },
    },
    books: {
      connector: 'netsuite',
      key: 'NS',
      settings: {
        account: netsuite.account,
        timeZone: 'UTC',
        consumerKey: '${env.NETSUITE_CONSUMER_KEY}',
        consumerSecret: '${env.NETSUITE_CONSUMER_SECRET}',
        tokenId: '${env.NETSUITE_TOKEN_ID}',
        tokenSecret: '${env.NETSUITE_TOKEN_SECRET}',
        baseUrl: netsuiteUrl,
        concurrency,
      },
    },
  }
  // JSON is YAML, too.
  writeFileSync(file, JSON.stringify({ connections, flows, operation: { payloads } }))
  const env = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(join(folder, '.env'), env.join(''), { mode: 0o600 })

  return {
    folder,
    tool: async (...words) => {
      const printed: string[] = []
      const out = (text: string) => void printed.push(text)
      const program = createProgram({
        context: json => ({
          terminal: { interactive: false, out, err: text => void process.stderr.write(text) },
          json,
          signal: new AbortController().signal,
        }),
        ended: () => undefined,
      })
      await program.parseAsync(['--project', file, '--json', ...words], { from: 'user' })
      return JSON.parse(printed.join(''))
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
