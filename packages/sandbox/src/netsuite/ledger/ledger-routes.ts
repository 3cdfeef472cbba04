import { Hono } from 'hono'
import { createStockReads } from '../stock/stock-reads.js'
import type { Books } from './books.js'
import { createLedgerReads } from './ledger-reads.js'

/** `/_sandbox/netsuite/ledger/...`: what `LedgerReads` has, over HTTP. */
export const createLedgerRoutes = (books: () => Books): Hono => {
  const routes = new Hono()
  const reads = () => createLedgerReads(books())
  routes.get('/trial-balance', context =>
    context.json({ accounts: reads().trialBalance(context.req.query('asOf')) }),
  )
  routes.get('/accounts/:account', context => {
    const account = context.req.param('account')
    const asOf = context.req.query('asOf')
    return context.json({ balance: reads().balance(account, asOf), rows: reads().register(account, asOf) })
  })
  routes.get('/balances', context => {
    const { account, asOf, by = 'order', open } = context.req.query()
    return context.json({
      balances: reads().balancesBy({
        by,
        isOpen: open !== 'false',
        ...(account === undefined ? {} : { account }),
        ...(asOf === undefined ? {} : { asOf }),
      }),
    })
  })
  routes.get('/entries/:transaction', context =>
    context.json({ postings: reads().entry(context.req.param('transaction')) }),
  )
  return routes
}

/** `/_sandbox/netsuite/stock`: what `StockReads` has, over HTTP. */
export const createStockRoutes = (books: () => Books): Hono => {
  const routes = new Hono()
  const reads = () => createStockReads(books())
  routes.get('/', context => context.json({ levels: reads().levels(context.req.query('item')) }))
  routes.get('/balances', context => context.json({ balances: reads().balances(context.req.query('item')) }))
  routes.get('/kits/:kit', context => context.json({ levels: reads().kit(context.req.param('kit')) }))
  return routes
}
