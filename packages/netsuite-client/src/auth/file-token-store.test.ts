import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFileTokenStore } from './file-token-store.js'

const newPath = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'netsuite-tokens-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'tokens.json')
}
const tokens = (name: string) => ({
  accessToken: `access_${name}`,
  accessTokenExpiresAt: 1_800_000_000_000,
  refreshToken: `refresh_${name}`,
})

test('a consent is kept over restarts; of two renewals at once, the second reads what the first kept', async () => {
  const path = await newPath()
  await createFileTokenStore({ path }).replace(tokens('a'), undefined)
  const [one, other] = [createFileTokenStore({ path }), createFileTokenStore({ path })]

  const replaced = await Promise.all([
    one.replace(tokens('b'), 'access_a'),
    other.replace(tokens('c'), 'access_a'),
  ])

  expect(replaced.toSorted()).toEqual([false, true])
  expect(await other.read()).toEqual(replaced[0] ? tokens('b') : tokens('c'))
  expect((await stat(`${path}.2`)).mode & 0o777).toBe(0o600)
})

test('with a key, the disk holds no token', async () => {
  const path = await newPath()
  const encryptionKey = Buffer.alloc(32, 7)
  await createFileTokenStore({ path, encryptionKey }).replace(tokens('a'), undefined)

  expect(await readFile(`${path}.1`, 'utf8')).not.toMatch(/access_|refresh_/)
  expect(await createFileTokenStore({ path, encryptionKey }).read()).toEqual(tokens('a'))
  await expect(createFileTokenStore({ path }).read()).rejects.toThrow('encrypted with another key')
})
