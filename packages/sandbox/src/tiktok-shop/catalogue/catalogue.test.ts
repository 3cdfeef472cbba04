import { expect, test } from 'vitest'
import { createSandbox } from '../../create-sandbox.js'
import { callChecked } from '../testing/call-checked.js'
import { rowsOf } from '../testing/call-shop.js'

const sandbox = createSandbox({ clock: { at: '2026-03-02T10:00:00Z' } })
const get = (path: string, query: Readonly<Record<string, string>> = {}) =>
  callChecked(sandbox, { path: `/product/202309${path}`, query })

test('categories form a tree and can be looked for', async () => {
  const rows = rowsOf((await get('/categories')).data, 'categories')
  const ids = new Set(['0', ...rows.map(row => String(row['id']))])

  expect(rows.every(row => ids.has(String(row['parent_id'])))).toBe(true)
  expect(rowsOf((await get('/categories', { keyword: 'towel' })).data, 'categories')).toMatchObject([
    { local_name: 'Kitchen Towels', is_leaf: true },
  ])
})

test('attributes and rules are those of a leaf', async () => {
  expect(rowsOf((await get('/categories/600001/attributes')).data, 'attributes')[0]).toHaveProperty(
    'is_requried',
  )
  expect((await get('/categories/600001/rules')).data).toHaveProperty('size_chart')
  expect((await get('/categories/600000/attributes')).code).toBe(12052024)
  expect((await get('/categories/1/rules')).code).toBe(12052023)
})

test('a US shop has the seven-level tree, and says so', async () => {
  expect((await get('/categories', { category_version: 'v2' })).code).toBe(0)
  expect((await get('/categories', { category_version: 'v1' })).code).toBe(12052217)
  expect((await get('/categories/600001/rules', { category_version: 'v1' })).code).toBe(12052230)
})

test('brands are paged and filtered', async () => {
  const first = await get('/brands', { page_size: '1' })
  expect(first.data).toMatchObject({ total_count: 2, next_page_token: expect.stringMatching(/.+/) })
  const authorized = await get('/brands', { page_size: '10', is_authorized: 'true' })
  expect(rowsOf(authorized.data, 'brands').map(row => row['name'])).toEqual(['Example Goods'])
  expect((await get('/brands')).code).toBe(36009004)
})
