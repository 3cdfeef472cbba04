import {
  defaultNetSuiteCredentials,
  defaultTikTokShopCredentials,
  type SandboxSeed,
} from '@tiktok-ns/sandbox'

/** What opens the accounts of a sandbox. Nothing in it opens anything but a sandbox. */
export interface SeedCredentials {
  readonly tiktokShop: Readonly<Record<string, string>>
  readonly shops: readonly { readonly id: string; readonly cipher: string }[]
  readonly netsuite: Readonly<Record<string, string>>
}

/** The first app, consent and token that a seed names, or the ones every sandbox has. */
export const seedCredentials = ({ tiktokShop = {}, netsuite = {} }: SandboxSeed): SeedCredentials => {
  const known = defaultTikTokShopCredentials
  const [app] = tiktokShop.apps ?? []
  const [consent] = tiktokShop.authorizations ?? []
  const [token] = netsuite.tokens ?? []
  const { account, ...defaultToken } = defaultNetSuiteCredentials
  const { consumerKey, consumerSecret, tokenId, tokenSecret } = token ?? defaultToken
  return {
    tiktokShop: {
      appKey: app?.app_key ?? known.appKey,
      appSecret: app?.app_secret ?? known.appSecret,
      ...(consent === undefined
        ? { accessToken: known.accessToken, refreshToken: known.refreshToken }
        : {
            ...(consent.access_token === undefined ? {} : { accessToken: consent.access_token }),
            ...(consent.refresh_token === undefined ? {} : { refreshToken: consent.refresh_token }),
          }),
    },
    shops: (tiktokShop.shops ?? [{ id: known.shopId, cipher: known.shopCipher }]).map(({ id, cipher }) => ({
      id,
      cipher,
    })),
    netsuite: { account: netsuite.account ?? account, consumerKey, consumerSecret, tokenId, tokenSecret },
  }
}
