import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Sandbox } from '../create-sandbox.js'
import { callNetSuite } from './testing/call-netsuite.js'
import { sampleAccount, sampleOrder } from './testing/sample-account.js'

const reference = new URL('../../reference/netsuite/', import.meta.url)
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, reference), 'utf8'))

const linked = z.looseObject({ links: z.array(z.looseObject({ rel: z.string() })).default([]) })

const example = z.object({
  request: z.object({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.unknown().optional(),
  }),
  response: z.object({
    status: z.number(),
    headers: z.record(z.string(), z.string()).default({}),
    body: linked.optional(),
  }),
})

const exampleOf = (name: string) => example.parse(read(`examples/${name}.json`))

const ajv = new Ajv2020({ strict: false, validateFormats: false })
const schemaFiles = readdirSync(reference).filter(file => file.endsWith('.json'))
for (const file of schemaFiles) {
  const schema = read(file)
  if (z.looseObject({ $id: z.string() }).safeParse(schema).success)
    ajv.addSchema(z.looseObject({}).parse(schema))
}

const validatorOf = (type: string): ValidateFunction | undefined => {
  const file = schemaFiles.find(name => name.toLowerCase() === `${type}.json`)
  return file === undefined ? undefined : ajv.getSchema(`https://schemas.invalid/netsuite/2026.1/${file}`)
}

/** Does examples one after the other; their ids become those that the sandbox gave. */
const createPlayer = (sandbox: Sandbox) => {
  const ids = new Map<string, string>()
  const rewritten = (text: string): string =>
    [...ids].reduce((done, [theirs, ours]) => done.replaceAll(new RegExp(`\\b${theirs}\\b`, 'g'), ours), text)
  return async (name: string, body?: unknown) => {
    const { request, response } = exampleOf(name)
    const sent = body ?? request.body
    const answered = await callNetSuite(sandbox, {
      method: request.method,
      path: rewritten(request.path),
      headers: request.headers,
      ...(sent === undefined ? {} : { body: rewritten(JSON.stringify(sent)) }),
    })
    const theirs = response.headers['Location']?.split('/').at(-1)
    if (theirs !== undefined && answered.id !== '') ids.set(theirs, answered.id)
    return { ...answered, expected: response, request }
  }
}

const order = 'sales-order-create-post'
const shipped = { shipStatus: { id: 'C' } }
const everything: Readonly<Record<string, unknown>> = { 'sales-order-fulfil': shipped }

/** What has to be done before an example; fulfilments ship everything there. */
const before: Readonly<Record<string, readonly string[]>> = {
  'customer-create': [],
  [order]: [],
  'sales-order-upsert-put': [],
  'sales-order-approve': [order],
  'sales-order-close-lines': [order],
  'sales-order-replace-lines': [order],
  'sales-order-fulfil': [order],
  'item-fulfillment-ship': [order, 'sales-order-fulfil'],
  'sales-order-invoice': [order, 'sales-order-fulfil'],
  'sales-order-cash-sale': [order, 'sales-order-fulfil'],
  'customer-deposit-create': [order],
  'deposit-application': [order, 'sales-order-fulfil', 'sales-order-invoice', 'customer-deposit-create'],
  'customer-payment-create': [order, 'sales-order-fulfil', 'sales-order-invoice'],
  'invoice-credit-memo': [order, 'sales-order-fulfil', 'sales-order-invoice'],
  'return-authorization-create': [order, 'sales-order-fulfil'],
  'return-item-receipt': [order, 'sales-order-fulfil', 'return-authorization-create'],
  'return-credit-memo': [
    order,
    'sales-order-fulfil',
    'sales-order-cash-sale',
    'return-authorization-create',
    'return-item-receipt',
  ],
  'customer-refund-create': [
    order,
    'sales-order-fulfil',
    'return-authorization-create',
    'return-item-receipt',
    'return-credit-memo',
  ],
  'bank-deposit-create': [order, 'customer-deposit-create'],
  'journal-entry-create': [],
  'vendor-bill-create': [],
  'inventory-adjustment-create': [],
}

const read200: readonly (readonly [name: string, earlier: readonly string[]])[] = [
  ['sales-order-get', [order]],
  ['sales-order-get-expanded', [order]],
  ['sales-order-lines-get', [order]],
  ['item-fulfillment-get', [order, 'sales-order-fulfil']],
  ['collection-filter', [order]],
  ['collection-single-page', []],
  ['collection-first-page', [order]],
]

/** Examples whose answer is no record; some need many orders. */
const asWritten: Readonly<Record<string, { readonly earlier: readonly string[]; readonly orders?: number }>> =
  {
    'record-delete': {
      earlier: [order, 'sales-order-fulfil', 'sales-order-invoice', 'customer-payment-create'],
    },
    'async-create': { earlier: [] },
    'batch-create': { earlier: [] },
    'async-job': { earlier: ['async-create'] },
    'async-task': { earlier: ['async-create'] },
    'async-result-of-create': { earlier: ['async-create'] },
    'collection-middle-page': { earlier: [], orders: 16 },
    'suiteql-page': { earlier: [], orders: 5 },
    'suiteql-single-page': { earlier: [] },
  }

/** What is signed, refused or answered by a script needs more than a call as written. */
const elsewhere = {
  errors: 'errors.test.ts',
  'oauth2-invalid-grant': 'auth/auth.test.ts',
  'oauth2-m2m-token': 'auth/auth.test.ts',
  'restlet-error': 'restlets/restlets.test.ts',
  'restlet-get': 'restlets/restlets.test.ts',
  'tba-vectors': 'auth/check-signature.test.ts',
}

const prepared = async (names: readonly string[]) => {
  const sandbox = sampleAccount({ preferences: { depositsOnInvoice: 'leave' } })
  const play = createPlayer(sandbox)
  for (const name of names)
    expect(await play(name, everything[name])).toMatchObject({
      status: exampleOf(name).response.status,
      detail: '',
    })
  return { sandbox, play }
}

describe('examples of the reference', () => {
  test.each(Object.entries(before))(
    '%s is done as written, and what it made fits its schema',
    async (name, earlier) => {
      const { sandbox, play } = await prepared(earlier)

      const { status, detail, headers, expected } = await play(name)

      expect(detail).toBe('')
      expect(status).toBe(expected.status)
      const location = new URL(headers.get('location') ?? '').pathname
      expect(location.replace(/\d+$/, '')).toBe(
        new URL(expected.headers['Location'] ?? '').pathname.replace(/\d+$/, ''),
      )
      const validate = validatorOf(location.split('/').at(-2) ?? '')
      for (const query of ['', '?expandSubResources=true', '?simpleEnumFormat=true']) {
        const { body } = await callNetSuite(sandbox, { path: `${location}${query}` })
        expect(validate?.(body), JSON.stringify(validate?.errors)).toBe(true)
      }
    },
  )

  test.each(read200)('%s is answered with links first and members in order', async (name, earlier) => {
    const { play } = await prepared(earlier)

    const { status, headers, body, expected } = await play(name)

    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe(expected.headers['Content-Type'])
    expect(Object.keys(body)[0]).toBe('links')
    expect(Object.keys(body).slice(1)).toEqual(Object.keys(body).slice(1).sort())
  })

  test.each(Object.entries(asWritten))(
    '%s is answered with the status, headers, links and members of the example',
    async (name, { earlier, orders = 0 }) => {
      const { sandbox, play } = await prepared(earlier)
      for (let number = 0; number < orders; number++)
        await play(order, { ...sampleOrder, externalId: `TT-${number}`, otherRefNum: String(number) })
      await sandbox.settled()

      const { status, headers, body, expected } = await play(name)

      const { Location, ...others } = expected.headers
      expect(status).toBe(expected.status)
      expect(headers.has('location')).toBe(Location !== undefined)
      for (const [header, value] of Object.entries(others)) expect(headers.get(header), header).toBe(value)
      expect(Object.keys(body).sort()).toEqual(Object.keys(expected.body ?? {}).sort())
      const relationsOf = (answer: unknown) => linked.parse(answer ?? {}).links.map(({ rel }) => rel)
      expect(relationsOf(body)).toEqual(relationsOf(expected.body))
    },
  )

  test('each is played here or held by a test of its own', () => {
    const played = new Set([
      ...Object.keys(before),
      ...read200.map(([name]) => name),
      ...Object.keys(asWritten),
    ])
    const names = readdirSync(new URL('examples/', reference)).map(file => file.replace('.json', ''))

    expect(names.filter(name => !played.has(name)).sort()).toEqual(Object.keys(elsewhere).sort())
    for (const file of Object.values(elsewhere))
      expect(existsSync(new URL(file, import.meta.url)), file).toBe(true)
  })
})
