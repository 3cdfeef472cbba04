import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createNetSuiteClient } from '@tiktok-ns/netsuite-client'
import {
  createSandbox,
  defaultTikTokShopCredentials,
  type MadeSeed,
  makeShop,
  defaultNetSuiteCredentials as netsuiteKeys,
  readSeed,
  type Sandbox,
  type SandboxSeed,
} from '@tiktok-ns/sandbox'
import { createTikTokShopClient } from '@tiktok-ns/tiktok-client'
import { z } from 'zod'
import { type Benchmark, bar, type Row, round } from '../benchmark.js'
import { type Cost, costOf } from '../measure.js'
import { firstQueries } from './first-queries.js'
import { makeAccount, skuOf } from './netsuite-seed.js'
import { writeSeed } from './write-seed.js'

const scales = { full: Number(process.env['SANDBOX_SIZE'] ?? '100000'), tiny: 40 }
const startAt = '2026-03-02T10:00:00Z'

/** In turns that were not the first, the middle one: the first makes tables and indexes. */
const warmCost = async (work: () => unknown): Promise<Cost> => {
  const costs: Cost[] = []
  for (let turn = 0; turn < 5; turn += 1) costs.push(await costOf(work))
  costs.sort((one, other) => one.cpuMs - other.cpuMs)
  return costs[2] ?? { wallMs: Number.NaN, cpuMs: Number.NaN }
}

/** Made, written and forgotten: what is measured holds nothing of it. */
const makeSeed = (size: number): MadeSeed => ({
  ...makeShop({ orders: size, seed: 7, nowMs: Date.parse(startAt) - 5_000 }).seed,
  netsuite: makeAccount(size),
})

/** What else the machine does before this begins: work of others makes all times longer. */
const describeLoad = (): string => {
  const [load = 0] = loadavg()
  return load < availableParallelism() / 2
    ? ''
    : ` The machine was busy with other work (load ${round(load)} on ${availableParallelism()} cores), which makes times longer.`
}

export const sandboxSize: Benchmark = {
  name: 'sandbox-size',
  question: 'How long does a sandbox of 100,000 orders and 100,000 items take to start, and to answer?',
  measure: async scale => {
    const size = scales[scale]
    const busy = describeLoad()
    const rows: Row[] = []
    const note = (what: string, { cpuMs, wallMs }: Cost) =>
      rows.push({ what, 'CPU, ms': round(cpuMs), 'elapsed, ms': round(wallMs) })

    const folder = await mkdtemp(join(tmpdir(), 'sandbox-size-'))
    const path = join(folder, 'seed.ndjson')
    const megabytes = (await writeSeed(path, makeSeed(size))) / 1_000_000
    let parsed: SandboxSeed = {}
    const reading = await costOf(async () => {
      parsed = await readSeed(path)
    })
    note(`the seed is read from lines and checked (${round(megabytes)} MB)`, reading)
    await rm(folder, { recursive: true })
    const skus = Array.from(
      { length: Math.min(100, size) },
      (_, index) => `'${skuOf(index * Math.floor(size / 100))}'`,
    )
    const queries = {
      '100 SKUs by name': `SELECT id, itemid FROM item WHERE isinactive = 'F' AND itemid IN (${skus.join()})`,
      '1,000 orders': "SELECT id, tranid, status FROM transaction WHERE type = 'SalesOrd'",
      'the lines of an order':
        'SELECT l.uniquekey AS id, l.quantity FROM transactionline l WHERE l.transaction = 2000007',
    }
    const opened: Sandbox[] = []
    const start = await costOf(() => {
      opened.push(createSandbox({ seed: parsed, clock: { at: startAt } }))
    })
    const [sandbox] = opened
    if (sandbox === undefined) throw new Error('The sandbox did not start.')
    note('start: both systems are there', start)
    for (const { what, cost } of await firstQueries(parsed, startAt, queries))
      note(`NetSuite, nothing prepared: ${what}`, cost)
    note(
      'what first queries need is prepared, calls are answered meanwhile',
      await costOf(() => sandbox.prepare()),
    )

    const { account, ...auth } = netsuiteKeys
    const clock = { now: sandbox.clock.now, wait: async () => undefined }
    const netsuite = createNetSuiteClient({ account, auth, fetch: sandbox.netsuite.fetch, clock })
    const { appKey, appSecret, accessToken, shopCipher } = defaultTikTokShopCredentials
    const shop = createTikTokShopClient({
      appKey,
      appSecret,
      accessToken,
      shopCipher,
      fetch: sandbox.tiktokShop.fetch,
      clock,
    })

    const query = async (text: string, pageSize = 1_000, pages = 1): Promise<void> => {
      let left = pageSize * pages
      for await (const _ of netsuite.suiteQl.query(text, { row: z.looseObject({}), key: 'id', pageSize })) {
        left -= 1
        if (left === 0) return
      }
    }
    const lookUp = () => query(queries['100 SKUs by name'])
    note('NetSuite: 100 SKUs by name, the first query', await costOf(lookUp))
    const warmLookUp = await warmCost(lookUp)
    note('NetSuite: 100 SKUs by name', warmLookUp)
    const orderPage = () => query(queries['1,000 orders'])
    note('NetSuite: 1,000 orders, the first query', await costOf(orderPage))
    const warmPage = await warmCost(orderPage)
    note('NetSuite: 1,000 orders', warmPage)
    const lines = () => query(queries['the lines of an order'])
    note('NetSuite: the lines of an order, the first query', await costOf(lines))
    note('NetSuite: the lines of an order', await warmCost(lines))
    let made = 0
    const create = async () => {
      made += 1
      await netsuite.records.create('salesOrder', {
        externalId: `TTS-US1-SO-NEW-${made}`,
        entity: { id: '1001' },
        item: { items: [{ item: { id: '1000003' }, quantity: 1, rate: 5, price: { id: '-1' } }] },
      })
    }
    await create()
    note('NetSuite: an order is created', await warmCost(create))
    note('NetSuite: the first query after that', await costOf(orderPage))
    note(
      'NetSuite: an order is read by external id',
      await warmCost(() => netsuite.records.get('salesOrder', { externalId: 'TTS-US1-SO-7' })),
    )

    const shopPage = async () => {
      for await (const _ of shop.orders.search({}).pages()) return
    }
    const warmShopPage = await warmCost(shopPage)
    note('TikTok Shop: a page of 100 orders', warmShopPage)
    let length = 0
    note(
      'the whole state as lines',
      await costOf(() => {
        for (const piece of sandbox.dumpLines()) length += piece.length
      }),
    )
    if (length === 0) throw new Error('The state has no lines.')

    return {
      setup: `A sandbox in process with ${size} TikTok orders, and ${size} items and ${size} sales orders in NetSuite; our clients call it, their work is counted as well.${busy}`,
      rows,
      bars: [
        bar(
          'the seed is read and both systems are there',
          'at most',
          10,
          (reading.wallMs + start.wallMs) / 1_000,
          ' s',
        ),
        bar('100 SKUs looked up', 'at most', 20, warmLookUp.wallMs, ' ms'),
        bar('a page of 1,000 NetSuite orders', 'at most', 100, warmPage.wallMs, ' ms'),
        bar('a page of 100 TikTok orders', 'at most', 100, warmShopPage.wallMs, ' ms'),
      ],
    }
  },
}
