import type { ConnectorDefinition, JsonObject } from '@tiktok-ns/flow-engine'
import { netsuiteConnector } from '@tiktok-ns/netsuite-client/connector'
import type { Sandbox, SandboxState } from '@tiktok-ns/sandbox'
import { tiktokShopConnector } from '@tiktok-ns/tiktok-client/connector'
import { z } from 'zod'
import type { SandboxCredentials } from './sandbox-credentials.js'

/** One system of the sandbox as tests of flows reach it. */
export interface WorldSystem {
  readonly definition: ConnectorDefinition
  readonly fetchOf: (sandbox: Sandbox) => typeof fetch
  /** Settings of the connector for each account that there is. */
  readonly accountsIn: (credentials: SandboxCredentials) => readonly JsonObject[]
  /** Records of a kind that an account holds; undefined when nothing has that name. */
  readonly recordsIn: (
    state: SandboxState,
    account: JsonObject,
    kind: string,
  ) => readonly JsonObject[] | undefined
}

const record = z.record(z.string(), z.json())
const shops = z.object({ shops: z.array(z.looseObject({ id: z.string() })) })
const account = z.object({ account: z.string(), records: z.record(z.string(), z.array(record)) })
const accounts = z.union([z.array(account), account.transform(one => [one])])

/** By the connector that leads to it. */
export const worldSystems: Readonly<Record<string, WorldSystem>> = {
  'tiktok-shop': {
    definition: tiktokShopConnector,
    fetchOf: sandbox => sandbox.tiktokShop.fetch,
    accountsIn: ({ tiktokShop, shops: all }) => all.map(({ id }) => ({ ...tiktokShop, shopId: id })),
    recordsIn: ({ systems }, { shopId }, kind) => {
      const shop = shops.parse(systems['tiktok-shop']).shops.find(({ id }) => id === shopId)
      return z.array(record).safeParse(shop?.[kind]).data
    },
  },
  netsuite: {
    definition: netsuiteConnector,
    fetchOf: sandbox => sandbox.netsuite.fetch,
    accountsIn: ({ accounts: all }) => all.map(({ timeZone, credentials }) => ({ timeZone, ...credentials })),
    // NetSuite has more types of records than it has records: a type of which there is none is empty.
    recordsIn: ({ systems }, { account: id }, kind) =>
      accounts.parse(systems['netsuite']).find(one => one.account === id)?.records[kind] ?? [],
  },
}
