import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { createFileTokenStore } from './file-token-store.js'
import { createMemoryTokenStore } from './token-store.js'
import type { Tokens } from './tokens.js'

const tokens = (name: string): Tokens => ({
  accessToken: `TTP_access_${name}`,
  accessTokenExpiresAt: 1_700_000_000_000,
  refreshToken: `TTP_refresh_${name}`,
  refreshTokenExpiresAt: 1_800_000_000_000,
  grantedScopes: ['seller.order.info'],
})

const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tokens-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
const newPath = async () => join(await newFolder(), 'tokens.json')
const key = Buffer.alloc(32, 7)

test.each([
  ['memory', async () => createMemoryTokenStore()],
  ['a file', async () => createFileTokenStore({ path: await newPath() })],
  ['an encrypted file', async () => createFileTokenStore({ path: await newPath(), encryptionKey: key })],
])('%s keeps the newest tokens, and refuses a swap that comes too late', async (_, create) => {
  const store = await create()

  expect(await store.read()).toBeUndefined()
  expect(await store.replace(tokens('a'), undefined)).toBe(true)
  expect(await store.replace(tokens('x'), undefined)).toBe(false)
  expect(await store.replace(tokens('b'), tokens('a'))).toBe(true)
  expect(await store.replace(tokens('x'), tokens('a'))).toBe(false)
  expect(await store.read()).toEqual(tokens('b'))
})

test('only its owner can read the file, and only the newest version stays', async () => {
  const path = await newPath()
  const store = createFileTokenStore({ path })
  await store.replace(tokens('a'), undefined)
  await store.replace(tokens('b'), tokens('a'))

  expect(await readdir(join(path, '..'))).toEqual(['tokens.json.2'])
  expect((await stat(`${path}.2`)).mode & 0o777).toBe(0o600)
})

test('with a key, nothing secret is in the file; another key, or none, does not open it', async () => {
  const path = await newPath()
  await createFileTokenStore({ path, encryptionKey: key.toString('hex') }).replace(tokens('a'), undefined)

  const text = await readFile(`${path}.1`, 'utf8')
  // What stands in a token and never in base64: by chance, base64 now and then spells three letters in a row.
  expect(text).not.toMatch(/TTP_|seller\.|_access_/)
  const opened = createFileTokenStore({ path, encryptionKey: key.toString('base64') })
  expect(await opened.read()).toEqual(tokens('a'))
  const others = [
    createFileTokenStore({ path }),
    createFileTokenStore({ path, encryptionKey: Buffer.alloc(32, 8) }),
  ]
  for (const other of others) await expect(other.read()).rejects.toThrow('encrypted with another key')
})

test('a file without encryption is read, and encrypted with the next renewal', async () => {
  const path = await newPath()
  await createFileTokenStore({ path }).replace(tokens('a'), undefined)
  const store = createFileTokenStore({ path, encryptionKey: key })

  expect(await store.read()).toEqual(tokens('a'))
  await store.replace(tokens('b'), tokens('a'))
  expect(await readFile(`${path}.2`, 'utf8')).not.toContain('TTP_')
})

test('a key of another length is refused at once', async () => {
  expect(() => createFileTokenStore({ path: 'tokens.json', encryptionKey: 'c2hvcnQ=' })).toThrow(TypeError)
})

test('a damaged file says what to do and shows nothing of itself', async () => {
  const path = await newPath()
  await writeFile(path, '{"accessToken":"TTP_secret"')

  await expect(createFileTokenStore({ path }).read()).rejects.toThrow(/^(?!.*TTP_secret).*damaged/)
})

test('of several that renew the same tokens at once, exactly one wins, in every generation', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 6 }),
      fc.array(fc.array(fc.nat({ max: 6 }), { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      async (processes, delays) => {
        const path = await newPath()
        const stores = Array.from({ length: processes }, () => createFileTokenStore({ path }))
        let kept: Tokens | undefined
        for (const [generation, turns] of delays.entries()) {
          const before = kept
          const results = await Promise.all(
            stores.map(async (store, index) => {
              for (let turn = 0; turn < (turns[index] ?? 0); turn += 1) await store.read()
              const mine = tokens(`${generation}-${index}`)
              return (await store.replace(mine, before)) ? mine : undefined
            }),
          )
          const winners = results.filter(won => won !== undefined)
          expect(winners).toHaveLength(1)
          kept = winners[0]
          for (const store of stores) expect(await store.read()).toEqual(kept)
        }
        expect(await readdir(join(path, '..'))).toHaveLength(1)
      },
    ),
    { numRuns: 25 },
  )
})
