import { expect, test } from 'vitest'
import type { Sandbox } from '../create-sandbox.js'
import { createSandbox } from '../create-sandbox.js'
import { makeShop } from '../generate/make-shop.js'
import { callNetSuite } from '../netsuite/testing/call-netsuite.js'
import { sampleAccount } from '../netsuite/testing/sample-account.js'
import { admin } from '../tiktok-shop/testing/admin.js'
import { callShop, ordersSearch, signedRequest } from '../tiktok-shop/testing/call-shop.js'
import type { FaultRuleInput } from './fault-rule.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const { seed } = makeShop({ orders: 5, nowMs })
const [product] = seed.tiktokShop?.shops?.[0]?.products ?? []

const systems: Readonly<
  Record<
    string,
    {
      readonly open: (faults: FaultRuleInput[]) => Sandbox
      readonly write: (sandbox: Sandbox) => Promise<unknown>
      readonly isWritten: (sandbox: Sandbox) => Promise<boolean>
    }
  >
> = {
  'TikTok Shop': {
    open: faults => createSandbox({ clock: { at: nowMs }, seed, faults }),
    write: sandbox =>
      callShop(sandbox, {
        path: '/product/202309/products/deactivate',
        body: { product_ids: [product?.id] },
      }),
    isWritten: async sandbox =>
      (await admin(sandbox, 'GET', `/products/${product?.id}`))['status'] === 'SELLER_DEACTIVATED',
  },
  NetSuite: {
    open: faults => sampleAccount({}, { faults }),
    write: sandbox =>
      callNetSuite(sandbox, { path: 'customer', body: { companyName: 'New', subsidiary: { id: '1' } } }),
    isWritten: async sandbox =>
      (await callNetSuite(sandbox, { path: 'customer' })).body['totalResults'] === 2,
  },
}

const moments = (['before', 'after'] as const).flatMap(when => [
  { fault: { kind: 'reset', when } as const, when },
  { fault: { kind: 'timeout', when, holdMs: 0 } as const, when },
])

test.each(Object.keys(systems).flatMap(system => moments.map(moment => ({ system, ...moment }))))(
  '$system: a $fault.kind $when the write loses the answer, and only what came after is written',
  async ({ system, fault, when }) => {
    const { open, write, isWritten } = systems[system] ?? missing(system)
    const sandbox = open([{ count: 1, fault }])

    await expect(write(sandbox)).rejects.toThrow('fetch failed')
    expect(await isWritten(sandbox)).toBe(when === 'after')
  },
)

test.each(Object.keys(systems))('%s: a slow answer is the answer, later', async system => {
  const { open, write, isWritten } = systems[system] ?? missing(system)
  const sandbox = open([{ count: 1, fault: { kind: 'slow', delayMs: 600_000 } }])
  let isAnswered = false
  const answer = write(sandbox).then(() => {
    isAnswered = true
  })
  expect(await isWritten(sandbox)).toBe(false)
  expect(isAnswered).toBe(false)

  await sandbox.close()
  await answer
  expect(await isWritten(sandbox)).toBe(true)
})

test('a body that drips comes bit by bit, and whole', async () => {
  const { open } = systems['TikTok Shop'] ?? missing('TikTok Shop')
  const sandbox = open([{ fault: { kind: 'drip', pieces: 4, pauseMs: 600_000 } }])
  const response = await sandbox.tiktokShop.fetch(
    signedRequest(sandbox, { path: ordersSearch, query: { page_size: '20' }, body: {} }),
  )
  const reader = response.body?.getReader()
  const first = await reader?.read()
  const second = reader?.read()
  await sandbox.close()
  const pieces = [first?.value, (await second)?.value]
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read())
    pieces.push(next.value)

  expect(response.status).toBe(200)
  expect(pieces).toHaveLength(4)
  const text = Buffer.concat(pieces.filter(piece => piece !== undefined)).toString()
  expect(JSON.parse(text)).toMatchObject({ code: 0 })
})

test('who gives up on a body that drips is let go', async () => {
  const { open } = systems['TikTok Shop'] ?? missing('TikTok Shop')
  const sandbox = open([{ fault: { kind: 'drip', pauseMs: 600_000 } }])
  const response = await sandbox.tiktokShop.fetch(
    signedRequest(sandbox, { path: ordersSearch, query: { page_size: '20' }, body: {} }),
  )

  await expect(response.body?.cancel()).resolves.toBeUndefined()
})

test('NetSuite goes wrong in its own words', async () => {
  const strike = async (fault: FaultRuleInput['fault']) =>
    callNetSuite(sampleAccount({}, { faults: [{ fault }] }), { path: 'customer/1514' })

  const limited = await strike({ kind: 'rate-limited', retryAfterSecs: 3 })
  expect(limited).toMatchObject({ status: 429, code: 'CONCURRENCY_LIMIT_EXCEEDED' })
  expect(limited.headers.get('retry-after')).toBe('3')
  expect((await strike({ kind: 'rate-limited' })).headers.get('retry-after')).toBeNull()
  expect(await strike({ kind: 'status', status: 500 })).toMatchObject({ code: 'UNEXPECTED_ERROR' })
  expect(await strike({ kind: 'status', status: 503 })).toMatchObject({ status: 503, body: {} })
  expect(await strike({ kind: 'token-revoked' })).toMatchObject({ status: 401, code: 'INVALID_LOGIN' })
  expect(await strike({ kind: 'clock-skew', skewMs: 600_000 })).toMatchObject({
    status: 401,
    code: 'INVALID_LOGIN',
  })
  await expect(strike({ kind: 'truncated-json' })).rejects.toThrow(SyntaxError)
})

const missing = (name: string): never => {
  throw new Error(`no system is called ${name}`)
}
