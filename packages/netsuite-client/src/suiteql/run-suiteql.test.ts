import fc from 'fast-check'
import { http } from 'msw'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { startServer } from '../test-support/msw-server.js'
import { collect, json, suiteQlUrl, testClient } from '../test-support/test-client.js'
import { suiteQlColumn } from './columns.js'

const server = startServer()
const sentQuery = z.object({ q: z.string() })

/** Rows with the ids 1 to `total`, paged as NetSuite pages; key paging is understood by its WHERE alone. */
const serveRows = (total: number) => {
  const queries: { q: string; offset: number }[] = []
  server.use(
    http.post(suiteQlUrl, async ({ request }) => {
      const { q } = sentQuery.parse(await request.json())
      const { searchParams } = new URL(request.url)
      const limit = Number(searchParams.get('limit'))
      const offset = Number(searchParams.get('offset'))
      queries.push({ q, offset })
      const after = Number(/ WHERE id > (\d+) ORDER BY id$/.exec(q)?.[1] ?? 0) + offset
      const count = Math.max(0, Math.min(limit, total - after))
      const items = Array.from({ length: count }, (_, index) => ({
        links: [],
        id: String(after + index + 1),
      }))
      return json({
        links: [],
        count,
        hasMore: after + count < total,
        items,
        offset,
        totalResults: total - after,
      })
    }),
  )
  return queries
}

const row = z.object({ id: suiteQlColumn.integer })
const query = 'SELECT id FROM transaction'

test('every row comes once, by offset or by key, whatever their number and the size of a page', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 15 }),
      fc.boolean(),
      async (total, pageSize, byKey) => {
        const queries = serveRows(total)
        const options = { row, pageSize, ...(byKey ? { key: 'id' } : {}) }

        const rows = await collect(testClient().suiteQl.query(query, options))

        expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: total }, (_, index) => index + 1))
        if (byKey) expect(queries.every(({ offset }) => offset === 0)).toBe(true)
      },
    ),
    { numRuns: 30 },
  )
})

test('past 100,000 rows a query without a key fails rather than leave rows out, and one with a key goes on', async () => {
  serveRows(100_500)
  const { suiteQl } = testClient()

  await expect(collect(suiteQl.query(query, { row }))).rejects.toMatchObject({
    kind: 'too-large',
    hint: expect.stringContaining('key'),
  })
  expect(await collect(suiteQl.query(query, { row, key: 'id' }))).toHaveLength(100_500)
})

test('columns that are null are put back where the schema takes null, and left out where they are optional', async () => {
  server.use(
    http.post(suiteQlUrl, () =>
      json({ items: [{ links: [], id: '1', isinactive: 'F', half: '-.5' }], hasMore: false }),
    ),
  )
  const wide = z.object({
    id: suiteQlColumn.id,
    isinactive: suiteQlColumn.boolean,
    half: suiteQlColumn.decimal,
    memo: suiteQlColumn.text.nullable(),
    upccode: suiteQlColumn.text.optional(),
  })

  expect(await collect(testClient().suiteQl.query(query, { row: wide }))).toEqual([
    { id: '1', isinactive: false, half: '-0.5', memo: null },
  ])
})

test('a key that does not grow, and a page size that NetSuite does not take, are said at once', async () => {
  server.use(http.post(suiteQlUrl, () => json({ items: [{ id: '2' }, { id: '2' }], hasMore: true })))
  const { suiteQl } = testClient()

  await expect(collect(suiteQl.query(query, { row, key: 'id' }))).rejects.toThrow(/grows from row to row/)
  await expect(collect(suiteQl.query(query, { row, key: 'id; DROP' }))).rejects.toThrow(/no column name/)
  await expect(collect(suiteQl.query(query, { row, pageSize: 1_001 }))).rejects.toThrow(TypeError)
})
