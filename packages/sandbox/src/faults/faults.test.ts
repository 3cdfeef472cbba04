import { describe, expect, test, vi } from 'vitest'
import { createSandbox } from '../create-sandbox.js'
import { makeShop } from '../generate/make-shop.js'
import { startSandbox } from '../start-sandbox.js'
import { ordersSearch, signedRequest } from '../tiktok-shop/testing/call-shop.js'
import type { FaultRuleInput } from './fault-rule.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const { seed } = makeShop({ orders: 30, nowMs })
const openSandbox = (...faults: FaultRuleInput[]) => createSandbox({ clock: { at: nowMs }, seed, faults })
const search = { path: ordersSearch, query: { page_size: '20' }, body: {} }

describe('in process', () => {
  test('429 comes with and without the seconds to wait, as often as asked', async () => {
    const sandbox = openSandbox(
      { path: '/order/**', count: 1, fault: { kind: 'rate-limited', retryAfterSecs: 3 } },
      { path: '/order/**', count: 1, fault: { kind: 'rate-limited' } },
    )
    const call = () => sandbox.tiktokShop.fetch(signedRequest(sandbox, search))
    const [one, two, three] = [await call(), await call(), await call()]

    expect([one.status, two.status, three.status]).toEqual([429, 429, 200])
    expect([one.headers.get('retry-after'), two.headers.get('retry-after')]).toEqual(['3', null])
    expect(await one.json()).toMatchObject({ code: 36009002 })
  })

  test('5xx, spoilt bodies, revoked tokens, skewed clocks and wrong page tokens', async () => {
    const strike = async (fault: FaultRuleInput['fault']) => {
      const sandbox = openSandbox({ fault })
      return sandbox.tiktokShop.fetch(signedRequest(sandbox, search))
    }

    expect((await strike({ kind: 'status', status: 502 })).status).toBe(502)
    expect(await (await strike({ kind: 'status', status: 500 })).json()).toMatchObject({ code: 36009003 })
    expect(await (await strike({ kind: 'status', status: 504 })).json()).toMatchObject({ code: 36009007 })
    await expect((await strike({ kind: 'truncated-json' })).json()).rejects.toThrow(SyntaxError)
    await expect((await strike({ kind: 'malformed-json' })).json()).rejects.toThrow(SyntaxError)
    expect(await (await strike({ kind: 'token-revoked' })).json()).toMatchObject({ code: 36009004 })
    expect(await (await strike({ kind: 'clock-skew', skewMs: 600_000 })).json()).toMatchObject({
      code: 36009004,
      message: expect.stringContaining('timestamp'),
    })
    expect(await (await strike({ kind: 'wrong-page-token' })).json()).toMatchObject({
      message: 'param query.page_token is invalid',
    })
  })

  test('a cut connection rejects as fetch does, and is in the log without a status', async () => {
    const sandbox = openSandbox({ fault: { kind: 'reset', when: 'after' }, count: 1 })

    await expect(sandbox.tiktokShop.fetch(signedRequest(sandbox, search))).rejects.toThrow('fetch failed')

    expect(sandbox.calls.list()).toMatchObject([
      { path: ordersSearch, status: undefined, code: 0, fault: 'reset' },
    ])
  })

  test('a held answer ends when the caller gives up', async () => {
    const sandbox = openSandbox({ fault: { kind: 'timeout' } })
    const request = new Request(signedRequest(sandbox, search), { signal: AbortSignal.timeout(20) })

    await expect(sandbox.tiktokShop.fetch(request)).rejects.toThrow(/timeout|aborted/)
  })

  test('the same seed strikes the same calls', async () => {
    const run = async (randomSeed: number) => {
      const sandbox = createSandbox({
        clock: { at: nowMs },
        randomSeed,
        faults: [{ probability: 0.3, fault: { kind: 'status' } }],
      })
      const statuses: number[] = []
      for (let call = 0; call < 40; call++) {
        statuses.push((await sandbox.tiktokShop.fetch(signedRequest(sandbox, search))).status)
      }
      return statuses
    }

    expect(await run(5)).toEqual(await run(5))
    expect(await run(5)).not.toEqual(await run(6))
    expect(new Set(await run(5))).toEqual(new Set([200, 503]))
  })

  test('rules look at system, method and path, and may let calls pass first', async () => {
    const sandbox = openSandbox(
      { system: 'netsuite', fault: { kind: 'status' } },
      { method: 'GET', fault: { kind: 'status' } },
      { path: '/order/*/orders', fault: { kind: 'status' } },
      { skip: 1, fault: { kind: 'status', status: 504 } },
    )
    const call = async () => (await sandbox.tiktokShop.fetch(signedRequest(sandbox, search))).status

    expect([await call(), await call()]).toEqual([200, 504])
  })
})

describe('over HTTP', () => {
  test('a reset destroys the socket and the next call works', async () => {
    const sandbox = await startSandbox({
      clock: { at: nowMs },
      seed,
      faults: [{ count: 1, fault: { kind: 'reset' } }],
    })
    try {
      const send = () => {
        const signed = signedRequest(sandbox, { path: '/authorization/202309/shops', noCipher: true })
        const { pathname, search: query } = new URL(signed.url)
        return fetch(`${sandbox.tiktokShopUrl}${pathname}${query}`, { headers: signed.headers })
      }

      await expect(send()).rejects.toThrow('fetch failed')
      expect(await (await send()).json()).toMatchObject({ code: 0, data: { shops: [{ region: 'US' }] } })
    } finally {
      await sandbox.close()
    }
  })

  test('closing lets go of held answers', async () => {
    const sandbox = await startSandbox({ seed, faults: [{ fault: { kind: 'timeout' } }] })
    const held = fetch(`${sandbox.tiktokShopUrl}/authorization/202309/shops`).catch(() => 'cut')
    await vi.waitFor(() => expect(sandbox.faults.list()[0]?.struck).toBe(1))
    await sandbox.close()

    expect(await held).toBe('cut')
  })

  test('a public address is refused unless allowed', async () => {
    await expect(startSandbox({ host: '0.0.0.0' })).rejects.toThrow('reachable from other machines')
  })

  test('a public address that is allowed is listened on', async () => {
    const sandbox = await startSandbox({ host: '0.0.0.0', allowPublic: true })
    try {
      const { port } = new URL(sandbox.netsuiteUrl)

      expect((await fetch(`http://127.0.0.1:${port}/_sandbox/clock`)).status).toBe(200)
    } finally {
      await sandbox.close()
    }
  })

  test('steers clock, faults and calls under /_sandbox', async () => {
    const sandbox = await startSandbox({ clock: { at: nowMs }, seed })
    const admin = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${sandbox.tiktokShopUrl}/_sandbox${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: response.status, body: response.status === 204 ? undefined : await response.json() }
    }
    try {
      expect((await admin('POST', '/clock', { advanceMs: 60_000 })).body).toMatchObject({
        nowMs: nowMs + 60_000,
      })
      expect(await admin('POST', '/faults', { id: 'mine', fault: { kind: 'status' } })).toMatchObject({
        status: 201,
      })
      await fetch(`${sandbox.tiktokShopUrl}/authorization/202309/shops?sign=secret`)
      expect((await admin('GET', '/calls?fault=status')).body).toMatchObject({
        count: 1,
        calls: [{ status: 503, query: { sign: '***' }, faultRule: 'mine' }],
      })
      expect(await admin('DELETE', '/faults/mine')).toMatchObject({ status: 204 })
      expect(await admin('POST', '/faults', { fault: { kind: 'nonsense' } })).toMatchObject({ status: 400 })
      expect(await admin('GET', '/nothing')).toMatchObject({ status: 404 })
    } finally {
      await sandbox.close()
    }
  })
})
