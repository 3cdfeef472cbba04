import { createHmac } from 'node:crypto'
import type { Store } from '@tiktok-ns/flow-engine'
import {
  defaultTikTokShopCredentials as app,
  makeShop,
  type RunningSandbox,
  startSandbox,
} from '@tiktok-ns/sandbox'
import { expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import type { CommandContext } from '../commands/command-context.js'
import { loadPlans, openOwnProject } from '../commands/load-plans.js'
import { serve } from '../commands/serve.js'
import { writeDemoProject } from '../demo/demo-project.js'
import { openConnections, openProjectStore } from '../project/open-host.js'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'
import { startServe } from './start-serve.js'

const recordsShape = z.object({ records: z.array(z.object({ externalId: z.string() })) })

const quiet: CommandContext = {
  json: false,
  signal: new AbortController().signal,
  terminal: { interactive: false, out: () => undefined, err: () => undefined },
}

const open = async (orders = 20) => {
  const shop = makeShop({ orders, seed: 4, nowMs: Date.now() - 5_000 })
  const sandbox = await startSandbox({ seed: shop.seed })
  onTestFinished(() => sandbox.close())
  const { file } = writeDemoProject(sandbox, shop, temporaryFolder())
  const project = openOwnProject(file, quiet)
  return { shop, sandbox, file, project }
}

type Opened = Awaited<ReturnType<typeof open>>

/** The schedule is left out unless a test wants it: what happens then comes from webhooks and people alone. */
const start = async (
  { project }: Opened,
  change: { readonly scheduled?: boolean; readonly store?: Store } = {},
) => {
  const store = change.store ?? (await openProjectStore(project))
  const plans = loadPlans(project, [], quiet).map(plan => ({
    ...plan,
    triggers: plan.triggers.filter(({ kind }) => change.scheduled === true || kind === 'webhook'),
  }))
  const running = await startServe({
    project,
    plans,
    store,
    connections: openConnections(project),
    token: 'test-token',
    log: { info: () => undefined, warn: () => undefined },
    host: '127.0.0.1',
    port: 0,
  })
  const stop = async () => {
    await running.close()
    await store.close()
  }
  return { ...running, store, stop }
}

const notify = (
  url: string,
  orderId: string,
  { id = `n-${orderId}`, secret = String(app.appSecret) } = {},
) => {
  const body = JSON.stringify({
    type: 1,
    tts_notification_id: id,
    shop_id: '7494049642642441621',
    timestamp: 1_770_000_000,
    data: { order_id: orderId, order_status: 'AWAITING_SHIPMENT', update_time: 1_770_000_000 },
  })
  const authorization = createHmac('sha256', secret).update(`${app.appKey}${body}`).digest('hex')
  return fetch(`${url}/webhooks/us-shop`, { method: 'POST', body, headers: { authorization } })
}

const salesOrders = async (sandbox: RunningSandbox): Promise<readonly string[]> => {
  const answer = await fetch(`${sandbox.netsuiteUrl}/_sandbox/netsuite/records/salesOrder`)
  const { records } = recordsShape.parse(await answer.json())
  return records.map(({ externalId }) => externalId).sort()
}

const paidOrders = ({ shop }: Opened): readonly string[] =>
  shop.orders
    .filter(({ id }) => shop.kinds.get(id) === 'normal' && id !== shop.missing?.orderId)
    .map(({ id }) => id)

test('a webhook becomes a sales order; delivered again, nothing more', async () => {
  const opened = await open()
  const running = await start(opened)
  const [order = ''] = paidOrders(opened)

  expect((await notify(running.url, order)).status).toBe(200)
  expect((await notify(running.url, order)).status).toBe(200)
  expect((await notify(running.url, order, { id: 'another' })).status).toBe(200)

  await vi.waitFor(async () => expect((await running.store.countNotifications()).waiting).toBe(0), 45_000)
  expect(await salesOrders(opened.sandbox)).toEqual([`TTS-US1-SO-${order}`])
  expect(
    opened.sandbox.calls.list({
      system: 'netsuite',
      method: 'POST',
      path: '/services/rest/record/v1/salesOrder',
    }),
  ).toHaveLength(1)
  await running.stop()
})

test('forged notifications are refused, and a connection that there is not is not found', async () => {
  const opened = await open(5)
  const running = await start(opened)
  const [order = ''] = paidOrders(opened)

  expect((await notify(running.url, order, { secret: 'guessed' })).status).toBe(401)
  expect((await fetch(`${running.url}/webhooks/nobody`, { method: 'POST', body: '{}' })).status).toBe(404)
  expect((await running.store.countNotifications()).waiting).toBe(0)
  const metrics = await (await fetch(`${running.url}/metrics`)).text()
  expect(metrics).toContain('tiktok_ns_webhooks_total{connection="us-shop",result="forged"} 1')
  await running.stop()
})

test('a flood of forged ones is answered shortly, and a good one among them is still taken', async () => {
  const opened = await open(5)
  const running = await start(opened)
  const [order = ''] = paidOrders(opened)

  const forged = await Promise.all(
    Array.from({ length: 80 }, (_, index) =>
      notify(running.url, order, { id: `f${index}`, secret: 'guessed' }),
    ),
  )

  expect(new Set(forged.map(({ status }) => status))).toEqual(new Set([401, 429]))
  expect((await notify(running.url, order)).status).toBe(200)
  await running.stop()
})

test('what was accepted before a crash is dealt with after it', async () => {
  const opened = await open()
  const [order = ''] = paidOrders(opened)
  const before = await openProjectStore(opened.project)
  await before.acceptNotification({
    connection: 'us-shop',
    notificationId: 'n1',
    topic: 'order-status-change',
    recordId: order,
    receivedAtMs: 1,
    flows: ['orders'],
  })
  await before.close()

  const running = await start(opened)

  await vi.waitFor(async () => expect(await salesOrders(opened.sandbox)).toHaveLength(1), 45_000)
  await running.stop()
})

test('a notification that cannot be kept is not acknowledged', async () => {
  const opened = await open(5)
  const store = await openProjectStore(opened.project)
  const broken: Store = {
    ...store,
    acceptNotification: () => Promise.reject(new Error('the disk is full')),
  }
  const running = await start(opened, { store: broken })

  expect((await notify(running.url, paidOrders(opened)[0] ?? '')).status).toBe(503)
  await running.stop()
})

test('a body that is too large is refused before it is read', async () => {
  const opened = await open(5)
  const running = await start(opened)

  const { status } = await fetch(`${running.url}/webhooks/us-shop`, {
    method: 'POST',
    body: 'x'.repeat(600_000),
  })

  expect(status).toBe(413)
  await running.stop()
})

test('webhook and sweep of the same orders end in one document each', async () => {
  const opened = await open(40)
  const running = await start(opened, { scheduled: true })
  const orders = paidOrders(opened)

  await Promise.all(orders.map(order => notify(running.url, order)))

  await vi.waitFor(async () => {
    expect((await running.store.countNotifications()).waiting).toBe(0)
    expect(await running.store.readCursor('orders')).toBeDefined()
  }, 50_000)
  const documents = await salesOrders(opened.sandbox)
  expect(new Set(documents).size).toBe(documents.length)
  for (const order of orders) expect(documents).toContain(`TTS-US1-SO-${order}`)
  await running.stop()
})

test('the API wants its token, names what is wrong, and describes itself', async () => {
  const opened = await open(5)
  const running = await start(opened)
  const api = (path: string, token = 'test-token') =>
    fetch(`${running.url}/api${path}`, { headers: { authorization: `Bearer ${token}` } })

  expect((await api('/status', 'wrong')).status).toBe(401)
  expect(await (await api('/status')).json()).toMatchObject([{ flow: 'orders', openErrors: 0 }])
  const wrong = await api('/runs?limit=many')
  expect(wrong.status).toBe(400)
  expect(await wrong.json()).toMatchObject({ error: expect.stringContaining('limit') })
  expect(await (await api('/openapi.json')).json()).toMatchObject({
    paths: { '/api/errors/retry': { post: { operationId: 'retry' } } },
  })
  expect((await fetch(`${running.url}/readyz`)).status).toBe(200)
  await running.stop()
})

test('other commands reach a running serve, a second one is refused, and it ends cleanly', async () => {
  const opened = await open(10)
  const stopping = new AbortController()
  const printed: string[] = []
  const terminal = { ...quiet.terminal, out: (text: string) => void printed.push(text) }
  const served = serve(
    opened.file,
    { port: 0, host: '127.0.0.1' },
    { ...quiet, terminal, signal: stopping.signal },
  )
  await vi.waitFor(() => expect(printed.join()).toContain('serving'), 45_000)

  const second = serve(opened.file, { port: 0, host: '127.0.0.1' }, quiet)
  await expect(second).rejects.toThrow(/a serve runs on this store already: process \d+ on/)
  await vi.waitFor(async () => {
    const { out } = await runTool(['--project', opened.file, '--json', 'status'])
    expect(JSON.parse(out).flows[0]).toMatchObject({
      flow: 'orders',
      openErrors: 1,
      nextRunAt: expect.any(String),
    })
  }, 45_000)
  const errors = await runTool(['--project', opened.file, 'errors'])
  expect(errors.out).toContain('GIFTBOX-GOLD')

  stopping.abort()
  expect(await served).toBe(0)
  expect(printed.at(-1)).toContain('stopped')
})

test('a port that is taken is said to be, nothing has begun, and the store can be opened again', async () => {
  const opened = await open(5)
  const first = await start(opened)
  const { port } = new URL(first.url)
  await first.store.close()

  await expect(serve(opened.file, { port: Number(port), host: '127.0.0.1' }, quiet)).rejects.toThrow(
    `port ${port} of 127.0.0.1 is taken; choose another with --port`,
  )

  expect(opened.sandbox.calls.list({})).toEqual([])
  expect(await runTool(['--project', opened.file, 'runs'])).toMatchObject({ code: 0, out: 'no run yet' })
  await first.close()
})

test('what comes for a paused flow waits, whoever asks, and is done when the flow is resumed', async () => {
  const opened = await open(5)
  const running = await start(opened)
  const [order = ''] = paidOrders(opened)
  const post = (path: string, body: object) =>
    fetch(`${running.url}/api${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer test-token', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await post('/flows/pause', { flows: ['orders'], by: 'kim' })

  expect((await notify(running.url, order)).status).toBe(200)
  expect((await post('/runs', { flows: ['orders'] })).status).toBe(400)
  expect((await running.store.countNotifications('orders')).waiting).toBe(1)
  expect(await salesOrders(opened.sandbox)).toEqual([])

  await post('/flows/resume', {})
  await vi.waitFor(async () => expect((await running.store.countNotifications()).waiting).toBe(0), 45_000)
  expect(await salesOrders(opened.sandbox)).toContain(`TTS-US1-SO-${order}`)
  await running.stop()
})
