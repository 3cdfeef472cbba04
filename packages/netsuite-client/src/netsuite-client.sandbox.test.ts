import { generateKeyPairSync } from 'node:crypto'
import { createSandbox, defaultNetSuiteCredentials, type NetSuiteSeed } from '@tiktok-ns/sandbox'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createConsent, exchangeAuthorizationCode } from './auth/authorization-code.js'
import { createMemoryTokenStore } from './auth/token-store.js'
import { isDuplicate, isMissing } from './errors.js'
import { createNetSuiteClient, type NetSuiteClientOptions } from './netsuite-client.js'
import { collect } from './test-support/test-client.js'

const { account, ...tokenAuth } = defaultNetSuiteCredentials
const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const redirectUri = 'https://merchant.example/callback'
const integration = {
  clientId: 'client-1',
  clientSecret: 'sandbox-client-secret',
  redirectUris: [redirectUri],
  certificates: [
    { id: 'cert-1', publicKey: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString() },
  ],
}
const machine = {
  clientId: 'client-1',
  certificateId: 'cert-1',
  privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}

const records: NonNullable<NetSuiteSeed['records']> = {
  subsidiary: [{ id: '1', name: 'Acme Inc.', currency: { id: '1' } }],
  currency: [{ id: '1', name: 'USD', symbol: 'USD' }],
  location: [{ id: '2', name: 'Main Warehouse' }],
  customer: [
    {
      id: '1514',
      entityId: 'Jane Doe',
      companyName: 'Jane Doe',
      subsidiary: { id: '1' },
      currency: { id: '1' },
    },
  ],
  inventoryItem: [
    {
      id: '321',
      itemId: 'SCARF',
      locations: { items: [{ location: { id: '2' }, quantityOnHand: 100, quantityAvailable: 100 }] },
    },
  ],
}

const open = (auth: NetSuiteClientOptions['auth'] = tokenAuth) => {
  const restlets = {
    customscript_tts_rl: { POST: (argument: unknown) => ({ got: JSON.stringify(argument) }) },
  }
  const sandbox = createSandbox({ restlets, seed: { netsuite: { records, integrations: [integration] } } })
  const { fetch } = sandbox.netsuite
  return { fetch, client: createNetSuiteClient({ account, auth, fetch }) }
}

const order = {
  externalId: 'TTS-US1-SO-1',
  entity: { id: '1514' },
  orderStatus: { id: 'B' },
  item: {
    items: [{ item: { id: '321' }, quantity: 2, price: { id: '-1' }, rate: 12.5, location: { id: '2' } }],
  },
} as const

test.each([
  ['a certificate', machine],
  ['a token', tokenAuth],
])('logged in with %s, an order is shipped, billed, paid, returned and credited', async (_, auth) => {
  const { records: api } = open(auth).client

  const { id } = await api.create('salesOrder', order)
  await expect(api.create('salesOrder', order)).rejects.toSatisfy(isDuplicate)
  const [line] = await api.getLines('salesOrder', { externalId: 'TTS-US1-SO-1' }, 'item')
  expect(line).toMatchObject({ quantity: 2, rate: 12.5 })

  const shipped = await api.transform('salesOrder', id, 'itemFulfillment', {
    shipStatus: { id: 'C' },
    item: { items: [{ orderLine: line?.line ?? 1, quantity: 2, location: { id: '2' } }] },
  })
  const billed = await api.transform('salesOrder', id, 'invoice', { externalId: 'TTS-US1-INV-1' })
  const paid = await api.transform('invoice', billed.id, 'customerPayment')
  const returned = await api.transform('salesOrder', id, 'returnAuthorization', { orderStatus: { id: 'B' } })
  const received = await api.transform('returnAuthorization', returned.id, 'itemReceipt')
  const credited = await api.transform('returnAuthorization', returned.id, 'creditMemo')

  expect([shipped, billed, paid, returned, received, credited].map(({ type }) => type)).toEqual([
    'itemFulfillment',
    'invoice',
    'customerPayment',
    'returnAuthorization',
    'itemReceipt',
    'creditMemo',
  ])
  expect((await api.get('invoice', { externalId: 'TTS-US1-INV-1' })).status?.id).toBe('B')
})

test('a person consents, and the client acts as that person', async () => {
  const { fetch } = open()
  const tokenStore = createMemoryTokenStore()
  const person = { clientId: 'client-1', clientSecret: integration.clientSecret, tokenStore }
  const consent = createConsent({ account, clientId: 'client-1', redirectUri })

  const redirect = await fetch(consent.url, { redirect: 'manual' })
  const callbackUrl = redirect.headers.get('location') ?? ''
  await exchangeAuthorizationCode({ account, redirectUri, callbackUrl, consent, fetch, ...person })

  const client = createNetSuiteClient({ account, auth: person, fetch })
  expect((await client.records.get('customer', '1514')).entityId).toBe('Jane Doe')
})

test('lines are merged, appended and replaced; a misspelt field is refused; what is gone is missing', async () => {
  const { records: api } = open().client
  const { id } = await api.create('salesOrder', order)
  const quantities = async () =>
    (await api.getLines('salesOrder', id, 'item')).map(({ quantity }) => quantity)

  await api.appendLines('salesOrder', id, 'item', [{ item: { id: '321' }, quantity: 5, rate: 1 }])
  await api.mergeLines('salesOrder', id, 'item', [{ line: 1, quantity: 3 }])
  expect(await quantities()).toEqual([3, 5])
  await api.replaceLines('salesOrder', id, 'item', [{ item: { id: '321' }, quantity: 7, rate: 1 }])
  expect(await quantities()).toEqual([7])

  const misspelt: Readonly<Record<string, unknown>> = { meno: 'x' }
  await expect(api.update('salesOrder', id, misspelt)).rejects.toMatchObject({ kind: 'invalid' })
  expect(await collect(api.list('salesOrder', { q: 'externalId IS "TTS-US1-SO-1"' }))).toEqual([id])
  await api.delete('salesOrder', id)
  await expect(api.get('salesOrder', id)).rejects.toSatisfy(isMissing)
})

test('RESTlets, jobs, batches, metadata and the probe answer', async () => {
  const { client } = open()

  expect(
    await client.restlets.call({
      script: 'customscript_tts_rl',
      deploy: 'customdeploy1',
      method: 'POST',
      body: { a: 1 },
    }),
  ).toEqual({ got: '{"a":1}' })

  const key = '7a0a5e6c-3f06-4f8c-9d55-7f0b9f3a1f11'
  const batch = {
    operation: 'batchCreate',
    type: 'customer',
    records: ['B1', 'B2'].map(externalId => ({
      externalId,
      companyName: externalId,
      subsidiary: { id: '1' },
    })),
  } as const
  const job = await client.jobs.submit(batch, { idempotencyKey: key })
  expect(await client.jobs.submit(batch, { idempotencyKey: key })).toEqual({ ...job, repeated: true })
  const results = await client.jobs.wait(job.jobId)
  expect(results.map(({ record }) => record?.type)).toEqual(['customer', 'customer'])

  expect(await client.metadata.listTypes()).toContain('salesOrder')
  const { fields } = await client.metadata.describe('salesOrder')
  expect(fields.find(({ name }) => name === 'tranDate')).toMatchObject({ kind: 'date' })
  expect((await client.probe()).filter(({ ok }) => !ok)).toEqual([])
})

test('SuiteQL pages by key and tells rows by their schema', async () => {
  const { suiteQl, records: api } = open().client
  for (const companyName of ['A', 'B', 'C'])
    await api.create('customer', { companyName, subsidiary: { id: '1' } })

  const rows = await collect(
    suiteQl.query('SELECT id, companyname, email FROM customer', {
      row: z.object({ companyname: z.string(), email: z.string().nullable() }),
      key: 'id',
      pageSize: 3,
    }),
  )

  expect(rows).toHaveLength(4)
  expect(rows).toContainEqual({ companyname: 'C', email: null })
})
