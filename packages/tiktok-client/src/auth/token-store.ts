import { isSame, type Tokens } from './tokens.js'

/**
 * Keeps tokens between processes, and referees where several renew at once.
 *
 * To keep them in a database, compare and swap in one statement: `update … where access_token = $replacing`.
 */
export interface TokenStore {
  read(): Promise<Tokens | undefined>
  /**
   * Keeps new tokens if those kept are still `replacing`, and says whether it did. Where two processes renew at once, the second
   * is told `false` and reads what the first has kept.
   */
  replace(next: Tokens, replacing: Tokens | undefined): Promise<boolean>
}

/** Keeps tokens for as long as the process lives. */
export const createMemoryTokenStore = (initial?: Tokens): TokenStore => {
  let kept = initial
  return {
    read: async () => kept,
    replace: async (next, replacing) => {
      if (!isSame(kept, replacing)) return false
      kept = next
      return true
    },
  }
}
