import { connectorContract } from '@tiktok-ns/flow-engine/testing'
import { Bookshop, connectBookshop } from './bookshop.js'

/** A fresh bookshop for each promise, with what the contract wants to know about it. */
const subject = () => {
  const shop = new Bookshop()
  for (const id of ['1', '2', '3']) shop.add(id, { title: `Volume ${id}` })
  return {
    connector: connectBookshop(shop),
    export: { resource: 'books', ids: ['1', '2', '3'] },
    lookup: { name: 'booksByTitle', present: 'Volume 1', absent: 'Volume 9' },
    import: {
      target: 'book',
      operation: 'create',
      payload: (title: string) => ({ title }),
      count: () => shop.books.size,
    },
  }
}

for (const { name, keep } of connectorContract) {
  await keep(subject()) // throws where a promise is broken
  console.log(`✓ ${name}`)
}
