import type { Clock, Connector, WebhookNotice } from '@tiktok-ns/flow-engine'
import { createNetSuiteClient, type NetSuiteClient, type Transport } from '@tiktok-ns/netsuite-client'
import { defineNetSuiteConnector } from '@tiktok-ns/netsuite-client/connector'
import {
  defaultTikTokShopCredentials as app,
  createSandbox,
  defaultNetSuiteCredentials,
  type FaultRuleInput,
  type MadeShop,
  type NetSuiteSeed,
  type Sandbox,
  type SandboxSeed,
} from '@tiktok-ns/sandbox'
import { createTikTokShopClient, type TikTokShopClient } from '@tiktok-ns/tiktok-client'
import { defineTikTokShopConnector } from '@tiktok-ns/tiktok-client/connector'
import { inProcessTransport } from './in-process-transport.js'

export interface AccountsOptions {
  readonly made: MadeShop
  readonly seed: {
    readonly tiktok: NonNullable<NonNullable<SandboxSeed['tiktokShop']>['settings']>
    readonly netsuite: NetSuiteSeed
  }
  readonly startMs: number
  readonly faults: readonly FaultRuleInput[]
  readonly randomSeed: number | string
  /** Left out, time stands until something moves it, and waiting and calls take none. */
  readonly time: WorldTime | undefined
}

/** How time goes by in a world. */
export interface WorldTime {
  readonly clock: Clock
  /** A transport whose calls take their time. */
  slow(transport: Transport): Transport
  /** Moves the sandbox's clock along. */
  carry(clock: Sandbox['clock']): void
}

/** Both systems, and a connector to each account in them. */
export interface Accounts {
  readonly sandbox: Sandbox
  readonly clock: Clock
  /** Shop ids by short key. */
  readonly shops: ReadonlyMap<string, string>
  readonly netsuiteKey: string
  readonly netsuiteClient: NetSuiteClient
  shopClient(shopId: string): TikTokShopClient
  connectorOf(connector: string, key: string): Connector
  takeNotices(): Promise<readonly WebhookNotice[]>
}

const webhookUrl = 'https://merchant.example/webhooks'

/** Clients of one NetSuite account share its limits, so that every world has an account of its own. */
let worlds = 0

export const openAccounts = ({
  made,
  seed,
  startMs,
  faults,
  randomSeed,
  time,
}: AccountsOptions): Accounts => {
  worlds += 1
  const account = `TSTDRV${String(worlds).padStart(7, '0')}`
  const { tiktokShop = {}, netsuite = {} } = made.seed
  const deliveries: { readonly headers: Record<string, string>; readonly rawBody: Uint8Array }[] = []
  const sandbox = createSandbox({
    seed: {
      tiktokShop: {
        ...tiktokShop,
        apps: [{ app_key: app.appKey, app_secret: app.appSecret, webhook_url: webhookUrl }],
        settings: { accessTokenLifeSecs: tenYears, ...seed.tiktok },
      },
      netsuite: {
        ...netsuite,
        account,
        ...seed.netsuite,
        records: mergeRecords(netsuite.records ?? {}, seed.netsuite.records ?? {}),
      },
    },
    clock: { at: startMs },
    faults,
    randomSeed,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      deliveries.push({
        headers: Object.fromEntries(request.headers),
        rawBody: new Uint8Array(await request.arrayBuffer()),
      })
      return new Response(null, { status: 200 })
    },
  })
  time?.carry(sandbox.clock)
  const clock = time?.clock ?? clockOf(sandbox)
  const transportTo = ({ fetch }: { readonly fetch: typeof globalThis.fetch }): Transport => {
    const transport = inProcessTransport(fetch)
    return time?.slow(transport) ?? transport
  }
  const host = { now: clock.now, wait: clock.wait }

  const netsuiteOptions = { transport: transportTo(sandbox.netsuite) }
  const { account: _, ...auth } = defaultNetSuiteCredentials
  const netsuiteConnector = defineNetSuiteConnector(netsuiteOptions).connect(
    { account, ...auth, timeZone: 'UTC' },
    host,
  )

  const shops = new Map<string, string>(
    (tiktokShop.shops ?? []).map(({ id, region = 'US' }, index) => [`${region}${index + 1}`, id] as const),
  )
  const shopOptions = { transport: transportTo(sandbox.tiktokShop) }
  const openShop = defineTikTokShopConnector({
    ...shopOptions,
    fetchImage: async input => new Response(`an image from ${String(input)}`),
  })
  const { appKey, appSecret, accessToken } = app
  const shopConnectors = new Map(
    [...shops].map(([key, shopId]) => [
      key,
      openShop.connect({ appKey, appSecret, accessToken, shopId }, host),
    ]),
  )

  return {
    sandbox,
    clock,
    shops,
    netsuiteKey: 'NS',
    netsuiteClient: createNetSuiteClient({ account, auth, clock, ...netsuiteOptions }),
    shopClient: shopId =>
      createTikTokShopClient({ appKey, appSecret, accessToken, shopId, clock, ...shopOptions }),
    connectorOf: (connector, key) => {
      const found = connector === 'netsuite' ? netsuiteConnector : shopConnectors.get(key)
      if (found === undefined) throw new Error(`the world has no ${connector} "${key}"`)
      return found
    },
    takeNotices: async () => {
      await sandbox.settled()
      const [shop] = shopConnectors.values()
      const notices: WebhookNotice[] = []
      for (const delivery of deliveries.splice(0)) {
        const notice = await shop?.parseWebhook?.(delivery)
        if (notice !== undefined) notices.push(notice)
      }
      return notices
    },
  }
}

const tenYears = 10 * 365 * 86_400

/** Waits end where they would have ended, however many are waited at once. */
const clockOf = ({ clock }: Sandbox): Clock => ({
  now: () => clock.now(),
  wait: async (ms, signal) => {
    signal?.throwIfAborted()
    const untilMs = clock.now() + ms
    await Promise.resolve()
    if (clock.now() < untilMs) clock.moveTo(untilMs)
  },
})

const mergeRecords = <Row>(
  one: Readonly<Record<string, Row[]>>,
  other: Readonly<Record<string, Row[]>>,
): Record<string, Row[]> => {
  const merged: Record<string, Row[]> = { ...one }
  for (const [type, rows] of Object.entries(other)) merged[type] = [...(merged[type] ?? []), ...rows]
  return merged
}
