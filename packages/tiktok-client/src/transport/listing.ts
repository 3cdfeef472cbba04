import { type PageToken, tokenPages } from './token-pages.js'

/** One page of a list. */
export interface Page<Item, Answer> {
  readonly items: readonly Item[]
  /** How many there are on all pages, where TikTok says. */
  readonly totalCount: number | undefined
  /** The whole answer: some lists carry sums beside their items. */
  readonly answer: Answer
}

/**
 * A list that is read as it is used: item by item with `for await`, or page by page with `pages()`. Nothing is asked for before,
 * and no page is read ahead. Each new loop begins at the first page.
 */
export interface Listing<Item, Answer = unknown> extends AsyncIterable<Item> {
  pages(): AsyncGenerator<Page<Item, Answer>>
  /** All items in memory; mind how many there may be. */
  all(): Promise<readonly Item[]>
}

/** What every answer with pages carries. */
interface PagedAnswer {
  readonly next_page_token?: string | undefined
  readonly total_count?: number | undefined
}

export const createListing = <Item, Answer extends PagedAnswer>(
  readPage: (pageToken: PageToken) => Promise<Answer>,
  itemsOf: (answer: Answer) => readonly Item[] | undefined,
): Listing<Item, Answer> => {
  const pages = async function* () {
    const answers = tokenPages(readPage, answer => answer.next_page_token)
    for await (const answer of answers) {
      yield { items: itemsOf(answer) ?? [], totalCount: answer.total_count, answer }
    }
  }
  const items = async function* () {
    for await (const page of pages()) yield* page.items
  }
  const all = async () => {
    const found: Item[] = []
    for await (const item of items()) found.push(item)
    return found
  }
  return { pages, all, [Symbol.asyncIterator]: items }
}
