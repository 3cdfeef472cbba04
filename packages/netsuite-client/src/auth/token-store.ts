/** What a person's consent gives. */
export interface OAuth2Tokens {
  readonly accessToken: string
  /** Epoch milliseconds. */
  readonly accessTokenExpiresAt: number
  /** Seven days; renewing the access token may bring another one, and then the old one is spent. */
  readonly refreshToken: string
}

/** Keeps a person's tokens between processes. Whoever keeps them on disk keeps them readable by their owner only. */
export interface OAuth2TokenStore {
  read(): Promise<OAuth2Tokens | undefined>
  /**
   * Keeps new tokens if the access token kept is still `replacing`, and says whether it did. When two processes renew at once,
   * the second one reads what the first has kept.
   */
  replace(next: OAuth2Tokens, replacing: string | undefined): Promise<boolean>
}

/** Keeps tokens for as long as the process lives. */
export const createMemoryTokenStore = (initial?: OAuth2Tokens): OAuth2TokenStore => {
  let kept = initial
  return {
    read: async () => kept,
    replace: async (next, replacing) => {
      if (kept !== undefined && kept.accessToken !== replacing) return false
      kept = next
      return true
    },
  }
}
