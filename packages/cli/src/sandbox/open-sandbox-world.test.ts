import { expect, onTestFinished, test } from 'vitest'
import { openSandboxWorld } from './open-sandbox-world.js'

const open = async (seed: unknown, ...names: readonly string[]) => {
  const connections = Object.fromEntries(names.map(name => [name, { connector: 'netsuite', settings: {} }]))
  const { world } = await openSandboxWorld({ seed, atMs: Date.parse('2026-03-02T10:00:00Z'), connections })
  if (world === undefined) throw new Error('The world was not opened.')
  onTestFinished(() => world.close())
  return world
}
const account = (id: string | undefined, place: string) => ({
  ...(id === undefined ? {} : { account: id }),
  records: { location: [{ id: '1', name: place }] },
})

test('of several NetSuite accounts each connection has its own', async () => {
  const world = await open({ netsuite: [account('ONE', 'Reno'), account('TWO', 'Leeds')] }, 'us', 'gb')

  expect(await world.read('us', 'location')).toMatchObject([{ name: 'Reno' }])
  expect(await world.read('gb', 'location')).toMatchObject([{ name: 'Leeds' }])
})

test('two connections to the one account of a seed share it', async () => {
  const world = await open({ netsuite: account(undefined, 'Reno') }, 'us', 'gb')

  expect(await world.read('gb', 'location')).toMatchObject([{ name: 'Reno' }])
})
