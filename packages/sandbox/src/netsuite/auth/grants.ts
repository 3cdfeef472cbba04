import { randomBytes } from 'node:crypto'
import type { GrantsSeed } from './auth-seed.js'

type AccessToken = GrantsSeed['accessTokens'][number]
type RefreshToken = GrantsSeed['refreshTokens'][number]
type Code = GrantsSeed['codes'][number]

/** OAuth 2.0 tokens and codes that are out. What has ended is forgotten. */
export interface Grants {
  addAccessToken(grant: Omit<AccessToken, 'token'>): string
  addRefreshToken(grant: Omit<RefreshToken, 'token'>): string
  addCode(grant: Omit<Code, 'code'>): string
  accessToken(token: string, nowMs: number): AccessToken | undefined
  refreshToken(token: string, nowMs: number): RefreshToken | undefined
  /** A code works once. */
  takeCode(code: string, nowMs: number): Code | undefined
  /** Whether there was such a token. Of a refresh token, its client's access tokens go with it. */
  revoke(token: string): boolean
  dump(): GrantsSeed
}

const live =
  (nowMs: number) =>
  ({ expireAtMs }: { readonly expireAtMs: number }): boolean =>
    expireAtMs > nowMs

export const createGrants = (seed: GrantsSeed): Grants => {
  let { accessTokens, refreshTokens, codes } = structuredClone(seed)
  const random = () => randomBytes(32).toString('base64url')
  return {
    addAccessToken: grant => {
      const token = random()
      accessTokens.push({ token, ...grant })
      return token
    },
    addRefreshToken: grant => {
      const token = random()
      refreshTokens.push({ token, ...grant })
      return token
    },
    addCode: grant => {
      const code = random()
      codes.push({ code, ...grant })
      return code
    },
    accessToken: (token, nowMs) => {
      accessTokens = accessTokens.filter(live(nowMs))
      return accessTokens.find(grant => grant.token === token)
    },
    refreshToken: (token, nowMs) => {
      refreshTokens = refreshTokens.filter(live(nowMs))
      return refreshTokens.find(grant => grant.token === token)
    },
    takeCode: (code, nowMs) => {
      const found = codes.filter(live(nowMs)).find(grant => grant.code === code)
      codes = codes.filter(grant => grant.code !== code)
      return found
    },
    revoke: token => {
      const refresh = refreshTokens.find(grant => grant.token === token)
      const access = accessTokens.find(grant => grant.token === token)
      refreshTokens = refreshTokens.filter(grant => grant.token !== token)
      accessTokens = accessTokens.filter(
        grant => grant.token !== token && (refresh === undefined || grant.clientId !== refresh.clientId),
      )
      return refresh !== undefined || access !== undefined
    },
    dump: () => structuredClone({ accessTokens, refreshTokens, codes }),
  }
}
