import { ApiError } from '@tiktok-ns/client-kit'

export interface TokenPage<Item> {
  readonly items: readonly Item[]
  readonly nextPageToken: string | undefined
  readonly totalCount: number | undefined
}

/**
 * Reads page after page, each only when it is asked for.
 *
 * A token that was given before would go round for ever; reading stops there with an error, because what lies behind it is lost.
 */
export async function* tokenPages<Item>(
  readPage: (pageToken: string | undefined) => Promise<TokenPage<Item>>,
): AsyncGenerator<TokenPage<Item>> {
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const page = await readPage(token)
    yield page
    token = page.nextPageToken === '' ? undefined : page.nextPageToken
    if (token !== undefined && seen.has(token)) {
      throw new ApiError({
        kind: 'unavailable',
        message: 'TikTok Shop gave the same page token twice',
        hint: 'Read again; what came before is complete, what comes after is not.',
      })
    }
    if (token !== undefined) seen.add(token)
  } while (token !== undefined)
}
