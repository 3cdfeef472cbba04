import {
  defaultNetSuiteCredentials,
  defaultTikTokShopCredentials,
  type RunningSandbox,
  type SandboxSeed,
} from '@tiktok-ns/sandbox'

/** What somebody needs to call a running sandbox. Nothing in it opens anything but a sandbox. */
export interface SandboxAddresses {
  readonly tiktokShop: {
    readonly url: string
    readonly credentials: Readonly<Record<string, string>>
    readonly shops: readonly { readonly id: string; readonly cipher: string }[]
  }
  readonly netsuite: { readonly url: string; readonly credentials: Readonly<Record<string, string>> }
  /** Where both are steered. */
  readonly admin: string
}

/** The addresses, with the first app, consent and token that the seed names, or the ones every sandbox has. */
export const sandboxAddresses = (sandbox: RunningSandbox, seed: SandboxSeed): SandboxAddresses => {
  const known = defaultTikTokShopCredentials
  const [app] = seed.tiktokShop?.apps ?? []
  const [consent] = seed.tiktokShop?.authorizations ?? []
  const [token] = seed.netsuite?.tokens ?? []
  const { account, ...defaultToken } = defaultNetSuiteCredentials
  return {
    tiktokShop: {
      url: sandbox.tiktokShopUrl,
      credentials: {
        appKey: app?.app_key ?? known.appKey,
        appSecret: app?.app_secret ?? known.appSecret,
        ...(consent === undefined
          ? { accessToken: known.accessToken, refreshToken: known.refreshToken }
          : {
              ...(consent.access_token === undefined ? {} : { accessToken: consent.access_token }),
              ...(consent.refresh_token === undefined ? {} : { refreshToken: consent.refresh_token }),
            }),
      },
      shops: (seed.tiktokShop?.shops ?? [{ id: known.shopId, cipher: known.shopCipher }]).map(
        ({ id, cipher }) => ({ id, cipher }),
      ),
    },
    netsuite: {
      url: sandbox.netsuiteUrl,
      credentials: { account: seed.netsuite?.account ?? account, ...(token ?? defaultToken) },
    },
    admin: `${sandbox.tiktokShopUrl}/_sandbox`,
  }
}
