import { expect, test } from 'vitest'
import type { Failure } from '../failures/failure.js'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import { retryParked } from '../run/retry-parked.js'
import { runFlow } from '../run/run-flow.js'
import { fakeClock } from '../testing/fake-clock.js'
import { fakeConnector } from '../testing/fake-connector.js'
import { flowOf } from '../testing/flow-cases.js'
import { sampleConnectors } from '../testing/sample-connectors.js'
import { planOf } from '../testing/sample-plan.js'

const [shopDescription] = sampleConnectors
if (shopDescription === undefined) throw new TypeError('there is a shop')

const plan = planOf(
  flowOf(
    `- filter: paid
  keep: record.status == "PAID"
- import: salesOrder
  into: erp.salesOrder
  externalId: SO-\${record.id}
  payload: { memo: "order \${record.id}", buyer: "\${record.payment.currency}" }
  onFailure: { invalid: { retry: { attempts: 2, backoff: 1s..2s } } }`,
  ),
)

const open = (payloads: 'masked' | 'none', refuse?: () => Failure | undefined) => {
  const description = { ...shopDescription, personal: ['buyer', 'currency'], personIds: ['user_id'] }
  const order = (id: string, status = 'PAID') => ({
    id,
    status,
    update_time: 1_767_000_000,
    user_id: `u${id}`,
    payment: { currency: 'Jane Sample' },
  })
  const store = createMemoryStore()
  const shop = fakeConnector({ description, pages: [[order('1'), order('2', 'UNPAID')]] })
  const erp = fakeConnector(refuse === undefined ? {} : { refuse })
  return {
    host: { connections: { shop, erp }, store, clock: fakeClock(), payloads },
    store,
    shop,
    trails: async () => (await store.readHistory({ limit: 9, withTrails: true })).map(({ trail }) => trail),
  }
}

test('a record’s trail tells what was read, sent and answered, with personal data masked', async () => {
  const { host, trails } = open('masked')

  await runFlow(plan, host)

  const sent = { memo: 'order 1', buyer: '***' }
  const exchange = { step: 'salesOrder', connection: 'erp', target: 'salesOrder', operation: 'create' }
  expect(await trails()).toEqual([
    undefined, // left out by a filter: its reason is the story
    {
      read: {
        id: '1',
        status: 'PAID',
        update_time: 1_767_000_000,
        user_id: 'u1',
        payment: { currency: '***' },
      },
      exchanges: [{ ...exchange, externalId: 'SO-1', sent, answer: { id: 'id-SO-1' } }],
    },
  ])
})

test('a failure’s trail tells what was refused, with the answer, and which rule decided', async () => {
  const failure = {
    kind: 'invalid',
    message: 'no such entity',
    status: 400,
    excerpt: '{"o:errorCode":"X"}',
  } as const
  const { host, trails } = open('masked', () => failure)

  await runFlow(plan, host)

  const [, trail] = await trails()
  expect(trail?.exchanges.at(-1)).toMatchObject({ sent: { memo: 'order 1' }, failure })
  expect(trail?.decided).toEqual({
    step: 'salesOrder',
    kind: 'invalid',
    from: 'step',
    rule: 'try 2 times, then park',
  })
})

test('where no data is kept there is no trail and no parked record, and a retry reads it again', async () => {
  let broken = true
  const { host, store, shop, trails } = open('none', () =>
    broken ? { kind: 'invalid', message: 'refused', excerpt: 'Jane Sample' } : undefined,
  )

  await runFlow(plan, host)

  expect(await trails()).toEqual([undefined, undefined])
  const [parked] = await store.listParked({ limit: 5 })
  expect(parked).toMatchObject({ record: {}, withoutData: true, recordId: '1' })
  expect(JSON.stringify(parked)).not.toContain('Jane')
  broken = false
  expect((await retryParked(plan, host)).counts).toMatchObject({ read: 1, written: 1 })
  expect(shop.exportRequests.at(-1)).toMatchObject({ ids: ['1'] })
})

test('a person is found by the id their records carry, and their data goes', async () => {
  const { host, store, trails } = open('masked')
  await runFlow(plan, host)

  expect(await store.forgetPerson('u1')).toEqual({ trails: 1, parked: 0, audit: 0 })
  expect(await trails()).toEqual([undefined, undefined])
})
