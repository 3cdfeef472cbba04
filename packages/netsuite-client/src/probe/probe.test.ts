import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { startServer } from '../test-support/msw-server.js'
import { fakeClock, json, recordUrl, refusal, suiteQlUrl, testClient } from '../test-support/test-client.js'

const server = startServer()
const date = (ms: number) => ({ date: new Date(ms).toUTCString() })
const nowMs = fakeClock().now()
const emptyPage = () => json({ items: [], hasMore: false }, date(nowMs))
const allIsWell = [
  http.post(suiteQlUrl, emptyPage),
  http.get(`${recordUrl}/salesOrder`, emptyPage),
  http.get(`${recordUrl}/customer`, emptyPage),
]

test('what works is said too', async () => {
  server.use(...allIsWell)

  const findings = await testClient().probe()

  expect(findings.every(({ ok }) => ok)).toBe(true)
  expect(findings.map(({ subject }) => subject)).toEqual([
    'clock',
    'login',
    'SuiteQL',
    'record salesOrder',
    'record customer',
  ])
})

test.each([
  [
    'a wrong key',
    'login',
    http.post(suiteQlUrl, () => refusal('invalid-login', date(nowMs))),
    /keys, token, account id/,
  ],
  [
    'a clock that is off',
    'clock',
    http.post(suiteQlUrl, () => refusal('invalid-login', date(nowMs - 900_000))),
    /NTP/,
  ],
  [
    'an account id without a host',
    'connection',
    http.post(suiteQlUrl, () => HttpResponse.error()),
    /account id/,
  ],
  [
    'a role without SuiteQL',
    'SuiteQL',
    http.post(suiteQlUrl, () => refusal('suiteql-unknown-table')),
    /SuiteAnalytics Workbook/,
  ],
  [
    'a role without the record',
    'record salesOrder',
    http.get(`${recordUrl}/salesOrder`, () => refusal('insufficient-permission')),
    /permission for salesOrder/,
  ],
  [
    'a feature that is off',
    'record customer',
    http.get(`${recordUrl}/customer`, () => refusal('unknown-record-type')),
    /feature is off/,
  ],
])('%s is told in words', async (_, subject, handler, next) => {
  server.use(handler, ...allIsWell)

  const findings = await testClient().probe()

  const problem = findings.find(({ ok }) => !ok)
  expect(problem).toMatchObject({ subject, next: expect.stringMatching(next) })
  expect(JSON.stringify(findings)).not.toContain('planted')
})
