import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ApiError, type Clock, defaultRetryPolicy, systemClock } from '@tiktok-ns/client-kit'
import type {
  CallContext,
  Connector,
  ConnectorDefinition,
  ConnectorHost,
  JsonObject,
  MissingPart,
} from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { createFileTokenStore } from '../auth/file-token-store.js'
import { createMemoryTokenStore, type TokenStore } from '../auth/token-store.js'
import type { Tokens } from '../auth/tokens.js'
import type { TikTokShopClientOptions } from '../client-options.js'
import { createTikTokShopClient } from '../tiktok-shop-client.js'
import { tiktokShopDescription } from './description.js'
import { importsWith } from './imports/index.js'
import { lookups } from './lookups/index.js'
import { createMarket, dependsOnMarket, isSamePart, type MarketPart, missingIn } from './markets.js'
import { parseWebhook } from './parse-webhook.js'
import { probeForUses } from './probe-for-uses.js'
import { resources } from './resources/index.js'
import { toFailure } from './to-failure.js'

const settingsSpec = z.object({
  appKey: z.string(),
  appSecret: z.string(),
  accessToken: z.string().optional(),
  refreshToken: z.string().optional(),
  shopCipher: z.string().optional(),
  shopId: z.string().optional(),
  baseUrl: z.string().optional(),
  authBaseUrl: z.string().optional(),
  maxConcurrent: z.number().optional(),
  maxAttempts: z.number().optional(),
})

/** What the client behind the connector works with; everything else is in the connection's settings. */
export interface TikTokShopConnectorOptions
  extends Pick<TikTokShopClientOptions, 'transport' | 'logger' | 'telemetry' | 'userAgent'> {
  /** Reads the images that products are to show. Default: `fetch`. */
  readonly fetchImage?: typeof globalThis.fetch
}

/** TikTok Shop for flows, on a transport, logger or telemetry of the host's. */
export const defineTikTokShopConnector = (options: TikTokShopConnectorOptions = {}): ConnectorDefinition => ({
  description: tiktokShopDescription,
  connect: (settings, host) => connect(settings, host, options),
})

/** TikTok Shop for flows: `connections: { shop: tiktok-shop }`. */
export const tiktokShopConnector: ConnectorDefinition = defineTikTokShopConnector()

const connect = (
  given: JsonObject,
  host: ConnectorHost,
  { fetchImage = globalThis.fetch, ...options }: TikTokShopConnectorOptions,
): Connector => {
  const imports = importsWith(fetchImage)
  const settings = settingsSpec.parse(given)
  const client = createTikTokShopClient({ ...options, ...toClientOptions(settings, host) })
  const { now = systemClock.now } = host
  const market = createMarket(client, settings)
  const missingParts = async ({ signal }: CallContext) => {
    const code = await market(signal)
    return code === undefined ? [] : missingIn(code)
  }
  const findMissing = async (part: MarketPart, context: CallContext): Promise<MissingPart | undefined> =>
    dependsOnMarket(part)
      ? (await missingParts(context)).find(missing => isSamePart(missing, part))
      : undefined
  return {
    description: tiktokShopDescription,
    async *exportPages(request, context) {
      const missing = await findMissing({ kind: 'resource', name: request.resource }, context)
      if (missing === undefined)
        yield* partOf(resources, request.resource, 'resource').exportPages(client, request, context)
      // A flow that is of no use here is no failure every few minutes.
      else yield { records: [], warnings: [`${missing.message}: ${missing.next}`] }
    },
    lookupMany: async (request, context) =>
      partOf(lookups, request.lookup, 'lookup').lookupMany(client, request, { ...context, now }),
    importMany: async (request, context) => {
      const { target: name, operation, items } = request
      const missing = await findMissing({ kind: 'import', name, operation }, context)
      if (missing === undefined) return partOf(imports, name, 'import').importMany(client, request, context)
      const { message, next: hint } = missing
      return items.map(() => ({ status: 'failed', failure: { kind: 'invalid', message, hint } }))
    },
    previewMany: async (request, context) => {
      const target = partOf(imports, request.target, 'import')
      return target.previewMany?.(client, request, context) ?? request.items.map(() => undefined)
    },
    parseWebhook: async request => parseWebhook(request, settings),
    probe: context => probeForUses(client, context, now),
    missingParts,
    toFailure,
  }
}

const partOf = <Part>(parts: Readonly<Record<string, Part>>, name: string, what: string): Part => {
  const part = Object.hasOwn(parts, name) ? parts[name] : undefined
  if (part !== undefined) return part
  throw new ApiError({
    kind: 'invalid',
    message: `TikTok Shop has no ${what} "${name}"`,
    hint: `It has ${Object.keys(parts).join(', ')}.`,
  })
}

const toClientOptions = (
  { accessToken, refreshToken, maxAttempts, ...settings }: z.infer<typeof settingsSpec>,
  host: ConnectorHost,
) => {
  const clock: Clock = { now: host.now ?? systemClock.now, wait: host.wait ?? systemClock.wait }
  const known = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
  const base = {
    appKey: settings.appKey,
    appSecret: settings.appSecret,
    ...known,
    clock,
    ...(maxAttempts === undefined ? {} : { retryPolicy: { ...defaultRetryPolicy, maxAttempts } }),
    ...(host.fetch === undefined ? {} : { fetch: host.fetch }),
  }
  if (refreshToken === undefined) return { ...base, ...(accessToken === undefined ? {} : { accessToken }) }
  // Nothing is known of the access token's end: it is used until TikTok refuses it, then renewed.
  const farAway = clock.now() + 365 * 86_400_000
  const tokens = {
    accessToken: accessToken ?? '',
    accessTokenExpiresAt: accessToken === undefined ? 0 : farAway,
    refreshToken,
    refreshTokenExpiresAt: farAway,
  }
  return { ...base, tokenStore: keepTokens(tokens, host) }
}

/**
 * Keeps what a seller's consent gave where the connector finds it: besides the tokens, when they end and what was granted.
 *
 * @param stateFolder The host's folder, as `ConnectorHost` has it.
 */
export const keepGrant = async (tokens: Tokens, stateFolder: string): Promise<void> => {
  await mkdir(stateFolder, { recursive: true })
  await fileOf(tokens, stateFolder).replace(tokens, undefined)
}

/** Named after the refresh token that the settings give, so that a new consent begins a new one. */
const fileOf = ({ refreshToken }: Tokens, stateFolder: string): TokenStore => {
  const name = createHash('sha256').update(refreshToken).digest('hex').slice(0, 16)
  return createFileTokenStore({ path: join(stateFolder, `tiktok-shop-${name}.json`) })
}

/** Renewed tokens outlive the process where the host has a folder for them. */
const keepTokens = (tokens: Tokens, { stateFolder }: ConnectorHost): TokenStore => {
  if (stateFolder === undefined) return createMemoryTokenStore(tokens)
  const file = fileOf(tokens, stateFolder)
  return {
    read: async () => (await file.read()) ?? tokens,
    // The first renewal replaces the settings' own, of which the file knows nothing.
    replace: async (next, replacing) =>
      file.replace(next, (await file.read()) === undefined ? undefined : replacing),
  }
}
