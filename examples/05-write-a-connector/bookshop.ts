import type {
  Connector,
  ConnectorDescription,
  Failure,
  ImportItem,
  ImportResult,
  JsonObject,
} from '@tiktok-ns/flow-engine'

/** Another system: here a shelf in memory, elsewhere an HTTP API. */
export class Bookshop {
  readonly books = new Map<string, JsonObject>()

  add(id: string, book: JsonObject): void {
    if (typeof book['title'] !== 'string') throw new BookshopError('a book needs a title')
    this.books.set(id, { ...book, id })
  }
}

class BookshopError extends Error {}

const book = {
  type: 'object',
  properties: { id: { type: 'string' }, title: { type: 'string' } },
} as const

/** What the bookshop offers: `tiktok-ns check` compares flows with it, before there is any account. */
const description: ConnectorDescription = {
  name: 'bookshop',
  title: 'Bookshop',
  settings: { type: 'object', additionalProperties: false, properties: {} },
  resources: {
    books: {
      summary: 'Books on the shelf.',
      record: book,
      where: { type: 'object' },
      cursorFields: {},
      idField: 'id',
      maxPageSize: 100,
    },
  },
  lookups: { booksByTitle: { summary: 'Books by their title.', match: book } },
  imports: { book: { summary: 'A book.', operations: ['create'], payload: book, answer: book } },
  webhooks: {},
}

/** `connectorContract` says whether it keeps what the engine relies on. */
export const connectBookshop = (shop: Bookshop): Connector => ({
  description,

  // A generator: the next page is made when the engine asks for it, never before.
  async *exportPages({ resource, ids, pageSize = 100 }, { signal }) {
    signal.throwIfAborted()
    refuseOthers('resource', resource, description.resources)
    const books = [...shop.books.values()].filter(({ id }) => ids?.includes(String(id)) ?? true)
    for (let start = 0; start < books.length; start += pageSize)
      yield { records: books.slice(start, start + pageSize) }
  },

  lookupMany: async ({ lookup, keys }) => {
    refuseOthers('lookup', lookup, description.lookups)
    return keys.map(key => ({ key, matches: [...shop.books.values()].filter(({ title }) => title === key) }))
  },

  importMany: async ({ target, items, ifExists }, { signal }) => {
    signal.throwIfAborted()
    refuseOthers('import', target, description.imports)
    return items.map(item => put(shop, item, ifExists))
  },

  probe: async () => [{ ok: true, subject: 'shelf', message: `There are ${shop.books.size} books.` }],

  toFailure,
})

const refuseOthers = (what: string, name: string, known: object): void => {
  if (!(name in known))
    throw new BookshopError(`there is no ${what} "${name}", only ${Object.keys(known).join(', ')}`)
}

/** One result for each item, whatever happens to the others; the same key never makes two books. */
const put = (
  shop: Bookshop,
  { payload, externalId, idempotencyKey }: ImportItem,
  ifExists = 'keep',
): ImportResult => {
  const id = externalId ?? idempotencyKey
  if (shop.books.has(id)) {
    if (ifExists === 'fail')
      return { status: 'failed', failure: { kind: 'duplicate', message: `The book ${id} is there already` } }
    return { status: 'written', change: 'unchanged', ref: id, answer: { id } }
  }
  try {
    shop.add(id, payload)
    return { status: 'written', change: 'created', ref: id, answer: { id } }
  } catch (error) {
    return { status: 'failed', failure: toFailure(error) }
  }
}

/** What an error means to a flow's author, who chooses by its kind. */
function toFailure(error: unknown): Failure {
  if (error instanceof BookshopError)
    return { kind: 'invalid', message: `The bookshop refused: ${error.message}` }
  return { kind: 'unknown', message: error instanceof Error ? error.message : String(error) }
}
