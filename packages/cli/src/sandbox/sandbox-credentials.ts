import type { Sandbox } from '@tiktok-ns/sandbox'
import { z } from 'zod'

/** What opens the accounts of a sandbox, as they are now. Nothing in it opens anything but a sandbox. */
export interface SandboxCredentials {
  /** Of the first app, and the first seller that agreed to one. */
  readonly tiktokShop: Readonly<Record<string, string>>
  readonly shops: readonly { readonly id: string; readonly cipher: string }[]
  /** Every NetSuite account with its first token. */
  readonly accounts: readonly AccountCredentials[]
}

export interface AccountCredentials {
  readonly timeZone: string
  readonly credentials: { readonly account: string } & Readonly<Record<string, string>>
}

const apps = z.object({ apps: z.array(z.object({ app_key: z.string(), app_secret: z.string() })) })
const token = z.object({ token: z.string() })
const consents = z.object({
  authorizations: z.array(z.object({ accessTokens: z.array(token), refreshToken: token })),
})
const shops = z.object({ shops: z.array(z.object({ id: z.string(), cipher: z.string() })) })
const accounts = z.object({
  accounts: z.array(
    z.object({
      account: z.string(),
      timeZone: z.string(),
      tokens: z.array(
        z.object({
          consumerKey: z.string(),
          consumerSecret: z.string(),
          tokenId: z.string(),
          tokenSecret: z.string(),
        }),
      ),
    }),
  ),
})

export const sandboxCredentials = async (sandbox: Sandbox): Promise<SandboxCredentials> => {
  const read = async <Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.output<Shape>> =>
    shape.parse(await sandbox.admin('GET', path))
  const [app] = (await read('/tiktok-shop/apps', apps)).apps
  const [consent] = (await read('/tiktok-shop/authorizations', consents)).authorizations
  const accessToken = consent?.accessTokens.at(-1)?.token
  return {
    tiktokShop: {
      ...(app === undefined ? {} : { appKey: app.app_key, appSecret: app.app_secret }),
      ...(accessToken === undefined ? {} : { accessToken }),
      ...(consent === undefined ? {} : { refreshToken: consent.refreshToken.token }),
    },
    shops: (await read('/tiktok-shop/shops', shops)).shops,
    accounts: (await read('/netsuite/accounts', accounts)).accounts.map(
      ({ account, timeZone, tokens: [first] }) => ({ timeZone, credentials: { account, ...first } }),
    ),
  }
}
