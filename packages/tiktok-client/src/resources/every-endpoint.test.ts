import { readdirSync, readFileSync } from 'node:fs'
import { isApiError } from '@tiktok-ns/client-kit'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type EndpointFacts, endpoints, responseSchema } from '../../scripts/reference.js'
import { knownEndpoints } from '../generated/endpoints/known-endpoints.js'
import { sampleOf } from '../test-support/sample-of.js'
import { validateRequest } from '../test-support/validate-request.js'
import { createTikTokShopClient } from '../tiktok-shop-client.js'
import { endpointCalls } from './every-endpoint.fixtures.js'

const api = 'https://open-api.tiktokglobalshop.com'
const fixtures = new URL('__fixtures__/', import.meta.url)
const files = readdirSync(fixtures)
const readFixture = (name: string) => JSON.parse(readFileSync(new URL(name, fixtures), 'utf8'))

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const shop = createTikTokShopClient({
  appKey: '29a39d',
  appSecret: 'e59af819cc',
  accessToken: 'TTP_token',
  shopCipher: 'GCP_cipher',
  retryPolicy: { maxAttempts: 1, firstDelayMs: 0, maxDelayMs: 0, maxRetryAfterMs: 0 },
})

/** The official sample of an answer, or one made up from the schema. Its page is the last one. */
const answerTo = ({ name }: EndpointFacts): object => {
  const file = `${name}.response.json`
  const answer = files.includes(file)
    ? readFixture(file)
    : { code: 0, message: 'Success', request_id: 'r1', data: sampleOf(responseSchema(name)) }
  return { ...answer, data: { ...answer.data, next_page_token: '' } }
}

const retired = new Set([
  'finance-statement-transactions-202309',
  'finance-order-transactions-202309',
  'finance-payments-202309',
])

test.each(endpoints.filter(({ name }) => !retired.has(name)).map(facts => [facts.name, facts] as const))(
  '%s is called as the reference says, and its answer is understood',
  async (name, facts) => {
    const call = endpointCalls[name]
    if (call === undefined) throw new Error(`there is no call for ${name}`)
    const problems: string[] = []
    const path = facts.path.replace(/\{(\w+)\}/g, ':$1')
    server.use(
      http.all(`${api}${path}`, async ({ request, params }) => {
        problems.push(...(await validateRequest(facts, request, params)))
        return HttpResponse.json(answerTo(facts))
      }),
    )

    const answer = await call(shop)

    expect(problems).toEqual([])
    expect(answer).toBeTypeOf('object')
  },
)

test.each([...retired])('%s is refused before it is sent', async name => {
  const facts = endpoints.find(endpoint => endpoint.name === name)
  if (facts === undefined) throw new Error(`the reference has no ${name}`)

  const error = await shop
    .request('GET', facts.path, { path: { statement_id: '1', order_id: '1' } })
    .catch((problem: unknown) => problem)

  if (!isApiError(error)) throw error
  expect(error).toMatchObject({ kind: 'invalid', code: '36009014' })
  expect(error.message).toContain('retired')
  expect(error.hint).toMatch(/^Use finance-/)
})

const samples = files
  .filter(file => file.endsWith('.response.json') && !/^(error|token)-/.test(file))
  .map(file => [file, endpoints.find(({ name }) => file.split('.')[0] === name)] as const)

test.each(samples)('the sample %s parses and keeps every field', (file, facts) => {
  if (facts === undefined) throw new Error('no endpoint has this sample')
  const [, endpoint] =
    Object.entries(knownEndpoints).find(([key]) => key === `${facts.method} ${facts.path}`) ?? []
  const { data } = readFixture(file)

  const parsed = endpoint?.answer().parse(data)

  expect([...keyPaths(parsed)].sort()).toEqual([...keyPaths(data)].sort())
})

/** One text alone stands for a list of one, see the sample of the category rules. */
const keyPaths = (value: unknown, path = ''): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [path.replace(/\/0$/, '')]
  return Object.entries(value).flatMap(([key, child]) => keyPaths(child, `${path}/${key}`))
}
