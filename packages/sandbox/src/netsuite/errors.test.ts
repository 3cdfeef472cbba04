import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Sandbox } from '../create-sandbox.js'
import { type Answered, callNetSuite, type TestCall } from './testing/call-netsuite.js'
import { sampleAccount, sampleOrder } from './testing/sample-account.js'

const problem = z.object({
  title: z.string(),
  status: z.number(),
  'o:errorDetails': z.array(z.record(z.string(), z.string())),
  'o:errorCode': z.string().optional(),
})

const cases = z
  .object({
    errors: z.array(
      z.object({
        case: z.string(),
        status: z.number(),
        headers: z.record(z.string(), z.string()),
        body: problem,
      }),
    ),
  })
  .parse(
    JSON.parse(
      readFileSync(new URL('../../reference/netsuite/examples/errors.json', import.meta.url), 'utf8'),
    ),
  ).errors

const clerk = {
  roles: [
    {
      id: '9',
      name: 'Clerk',
      permissions: { 'Log in using Access Tokens': 'full', 'REST Web Services': 'full' } as const,
    },
  ],
}

const query = (q: string, prefer = 'transient'): TestCall => ({
  path: '/services/rest/query/v1/suiteql',
  headers: { prefer },
  body: { q },
})

/** How each refusal of the reference comes about. */
const provoke: Readonly<Record<string, (sandbox: Sandbox) => Promise<Answered>>> = {
  'invalid-login': sandbox => callNetSuite(sandbox, { path: 'customer/1', authorization: 'OAuth realm="x"' }),
  'record-not-found': sandbox => callNetSuite(sandbox, { path: 'customer/999999' }),
  'transaction-not-found': sandbox => callNetSuite(sandbox, { path: 'vendorBill/999999' }),
  'unknown-record-type': sandbox => callNetSuite(sandbox, { path: 'file' }),
  'invalid-field-value': sandbox =>
    callNetSuite(sandbox, {
      path: 'salesOrder',
      body: { ...sampleOrder, item: { items: [{ item: { id: '9999' } }] } },
    }),
  'missing-mandatory': sandbox =>
    callNetSuite(sandbox, { path: 'salesOrder', body: { item: sampleOrder.item } }),
  'duplicate-entity': async sandbox => {
    const body = { externalId: 'C1', companyName: 'One', subsidiary: '1' }
    await callNetSuite(sandbox, { path: 'customer', body })
    return callNetSuite(sandbox, { path: 'customer', body })
  },
  'duplicate-record': async sandbox => {
    await callNetSuite(sandbox, { path: 'salesOrder', body: sampleOrder })
    return callNetSuite(sandbox, { path: 'salesOrder', body: sampleOrder })
  },
  'malformed-body': sandbox => callNetSuite(sandbox, { path: 'customer', body: '{"companyName":' }),
  'invalid-reference': sandbox =>
    callNetSuite(sandbox, { path: 'customerDeposit', body: { customer: '99999', payment: 1 } }),
  'invalid-q': sandbox => callNetSuite(sandbox, { path: 'customer?q=nonsense' }),
  'bad-offset': sandbox => callNetSuite(sandbox, { path: 'customer?limit=10&offset=5' }),
  'expand-with-fields': sandbox =>
    callNetSuite(sandbox, { path: 'customer/1514?expandSubResources=true&fields=id' }),
  'insufficient-permission': async sandbox => {
    await sandbox.admin('PUT', '/netsuite/roles', clerk.roles[0])
    const token = {
      consumerKey: 'a1'.repeat(32),
      consumerSecret: 'b2'.repeat(32),
      tokenId: 'c3'.repeat(32),
      tokenSecret: 'd4'.repeat(32),
    }
    await sandbox.admin('PUT', '/netsuite/tokens', { ...token, role: '9' })
    return callNetSuite(sandbox, { path: 'salesOrder' })
  },
  'suiteql-unknown-table': sandbox => callNetSuite(sandbox, query('SELECT id FROM nosuchtable')),
  'suiteql-missing-prefer': sandbox => callNetSuite(sandbox, query('SELECT id FROM item', '')),
  concurrency: async sandbox => {
    sandbox.faults.add({ fault: { kind: 'rate-limited' } })
    return callNetSuite(sandbox, { path: 'customer' })
  },
  'unexpected-error': async sandbox => {
    sandbox.faults.add({ fault: { kind: 'status', status: 500 } })
    return callNetSuite(sandbox, { path: 'customer' })
  },
  'idempotency-conflict': async sandbox => {
    const call = {
      path: 'customer',
      body: { companyName: 'Example Co', subsidiary: { id: '1' } },
      headers: {
        prefer: 'respond-async',
        'X-NetSuite-Idempotency-Key': 'cac827ea-3543-4cda-add2-bae634326c28',
      },
    }
    const first = await callNetSuite(sandbox, call)
    const second = await callNetSuite(sandbox, call)
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    return second
  },
}

/** What stands for one account's values in the texts of the reference. */
const general = (text: string): string =>
  text
    .replace(/Error ID: .*/, 'Error ID')
    .replace(/value\(s\) for: .*/, 'value(s) for')
    .replace(/Available identifiers are: .*/, 'Available identifiers')

const details = (body: unknown) =>
  problem
    .parse(body)
    ['o:errorDetails'].map(detail => ({ ...detail, detail: general(detail['detail'] ?? '') }))

test.each(cases.filter(known => provoke[known.case] !== undefined))(
  '$case comes as the reference has it',
  async known => {
    const answered = await provoke[known.case]?.(sampleAccount())

    expect(answered?.status).toBe(known.status)
    expect(answered?.headers.get('content-type')).toBe(known.headers['Content-Type'])
    const { title, status, 'o:errorCode': code } = problem.parse(answered?.body)
    expect({ title, status, code }).toEqual({
      title: known.body.title,
      status: known.body.status,
      code: known.body['o:errorCode'],
    })
    const paths = known.case === 'invalid-reference' ? { 'o:errorPath': 'customer' } : {}
    expect(details(answered?.body)).toEqual(details(known.body).map(detail => ({ ...detail, ...paths })))
  },
)

test('the catalogue is covered, but for what SuiteQL says of columns and a text that is not known whole', () => {
  expect(cases.map(known => known.case).filter(name => provoke[name] === undefined)).toEqual([
    'suiteql-unknown-column',
    'suiteql-not-exposed',
    'deposit-auto-apply-failed',
  ])
})

test('an inactive item, a foreign currency and a foreign subsidiary are invalid values', async () => {
  const sandbox = sampleAccount()
  const refused = async (changes: object) => {
    const { body, code } = await callNetSuite(sandbox, {
      path: 'salesOrder',
      body: { ...sampleOrder, ...changes },
    })
    return [code, details(body)[0]?.['o:errorPath' as never]]
  }

  expect(await refused({ item: { items: [{ item: '323' }] } })).toEqual([
    'INVALID_CONTENT',
    'item.items[0].item',
  ])
  expect(await refused({ currency: '2' })).toEqual(['INVALID_CONTENT', 'currency'])
  expect(await refused({ subsidiary: '2' })).toEqual(['INVALID_CONTENT', 'subsidiary'])
})

test.each([
  [429, { status: 429, code: 'CONCURRENCY_LIMIT_EXCEEDED' }],
  [
    400,
    {
      status: 400,
      code: 'CONCURRENCY_LIMIT_EXCEEDED',
      detail: expect.stringMatching(/Integration Governance\.$/),
    },
  ],
] as const)('the request over the limit is refused at once, with %i', async (concurrencyStatus, refusal) => {
  const sandbox = sampleAccount({ concurrency: 1, concurrencyStatus })

  const [first, second, restlet] = await Promise.all([
    callNetSuite(sandbox, { path: 'customer/1514' }),
    callNetSuite(sandbox, { path: 'customer/1514' }),
    callNetSuite(sandbox, { path: '/app/site/hosting/restlet.nl?script=1&deploy=1' }),
  ])

  expect(first.status).toBe(200)
  expect(second).toMatchObject(refusal)
  expect(second.headers.has('retry-after')).toBe(false)
  expect(restlet).toMatchObject({ status: 400, body: { error: { code: 'SSS_REQUEST_LIMIT_EXCEEDED' } } })
})

test.each([
  ['an answer', 'customer/1514', 200],
  ['a refusal', 'customer/1', 404],
])(
  '%s carries the ids of its operation and its job, and is not to be cached',
  async (_what, path, status) => {
    const sandbox = sampleAccount()
    const answers = [await callNetSuite(sandbox, { path }), await callNetSuite(sandbox, { path })]

    for (const name of ['x-n-operationid', 'x-netsuite-jobid'])
      expect(new Set(answers.map(({ headers }) => headers.get(name) ?? '')).size).toBe(2)
    expect(answers[0]?.status).toBe(status)
    expect(answers[0]?.headers.get('cache-control')).toBe('No-Cache')
  },
)
