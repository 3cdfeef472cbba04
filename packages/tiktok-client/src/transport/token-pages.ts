import { ApiError } from '@tiktok-ns/client-kit'

export type PageToken = string | undefined

/**
 * Reads page after page, each only when it is asked for.
 *
 * A token that was given before would go round for ever; reading stops there with an error, because what lies behind it is lost.
 */
export async function* tokenPages<Answer>(
  readPage: (pageToken: PageToken) => Promise<Answer>,
  nextTokenOf: (answer: Answer) => PageToken,
): AsyncGenerator<Answer> {
  const seen = new Set<string>()
  let token: PageToken
  do {
    const answer = await readPage(token)
    yield answer
    token = nextTokenOf(answer) || undefined
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
