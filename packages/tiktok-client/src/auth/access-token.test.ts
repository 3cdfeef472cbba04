import { ApiError } from '@tiktok-ns/client-kit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAccessTokenSource } from './access-token.js'
import { createMemoryTokenStore, type TokenStore } from './token-store.js'
import type { Tokens } from './tokens.js'

const hourMs = 3_600_000

const tokens = (name: string, accessTokenExpiresAt: number): Tokens => ({
  accessToken: `access-${name}`,
  accessTokenExpiresAt,
  refreshToken: `refresh-${name}`,
  refreshTokenExpiresAt: 1_000 * hourMs,
})

/** A token service that takes each refresh token once, as the strictest would. */
const strictService = (first: Tokens, now: () => number) => {
  let valid = first.refreshToken
  let refreshes = 0
  return {
    count: () => refreshes,
    request: async (grant: { grantType: string; refreshToken?: string }): Promise<Tokens> => {
      await Promise.resolve()
      if (grant.refreshToken !== valid)
        throw new ApiError({ kind: 'auth', code: '36004001', message: 'the refresh token is over' })
      refreshes += 1
      const next = tokens(String(refreshes), now() + 24 * hourMs)
      valid = next.refreshToken
      return next
    },
  }
}

const newProcess = (store: TokenStore, service: ReturnType<typeof strictService>, now: () => number) =>
  createAccessTokenSource({
    store,
    request: service.request,
    clock: { now, wait: async () => undefined },
    renewBeforeMs: 600_000,
    learn: () => undefined,
  })

test('a token is used until shortly before its end, then renewed before it is over', async () => {
  let now = 0
  const first = tokens('0', hourMs)
  const service = strictService(first, () => now)
  const source = newProcess(createMemoryTokenStore(first), service, () => now)

  expect(await source.get()).toBe('access-0')
  now = hourMs - 600_000
  expect(await source.get()).toBe('access-0')
  now += 1
  expect(await source.get()).toBe('access-1')
})

test('however many calls and processes find out at once, every one gets a token that works', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 8 }),
      async (processCount, callCount) => {
        const now = () => hourMs
        const first = tokens('0', hourMs)
        const service = strictService(first, now)
        const store = createMemoryTokenStore(first)
        const sources = Array.from({ length: processCount }, () => newProcess(store, service, now))

        const answers = await Promise.all(
          sources.flatMap(source => Array.from({ length: callCount }, () => source.get())),
        )

        expect(service.count()).toBe(1)
        expect(new Set(answers)).toEqual(new Set(['access-1']))
      },
    ),
  )
})

test('a refused refresh waits for the process that was faster to keep its tokens', async () => {
  const kept = createMemoryTokenStore(tokens('0', 0))
  const waits: number[] = []
  const source = createAccessTokenSource({
    store: kept,
    request: async () => {
      throw new ApiError({ kind: 'auth', message: 'the refresh token is over' })
    },
    clock: {
      now: () => 0,
      wait: async ms => {
        waits.push(ms)
        if (waits.length === 2) await kept.replace(tokens('other', hourMs), tokens('0', 0))
      },
    },
    renewBeforeMs: 600_000,
    learn: () => undefined,
  })

  expect(await source.get()).toBe('access-other')
})

test('an authorization that is over says what to do', async () => {
  const source = newProcess(
    createMemoryTokenStore(),
    strictService(tokens('0', 0), () => 0),
    () => 0,
  )

  await expect(source.get()).rejects.toMatchObject({ kind: 'auth', hint: /authorize the app/ })
})
