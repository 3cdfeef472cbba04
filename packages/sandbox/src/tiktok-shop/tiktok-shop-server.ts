import type { Json } from '../json.js'
import type { CallContext, SandboxCore, SandboxSystem } from '../sandbox-system.js'
import { createTikTokShopAdmin } from './admin/admin.js'
import { ApiRefusal } from './api-refusal.js'
import { createExpiryWarnings } from './authorization/expiry-warnings.js'
import { answerTokenCall, tokenPaths } from './authorization/token-service.js'
import { createDueQueue, type DueEntry, type DueQueue } from './due-queue.js'
import { dumpShopState, restoreShopState } from './dump.js'
import { isApiRefusal, toFailure, toSuccess } from './envelope.js'
import { type AdmittedCall, checkRequest } from './gateway/check-request.js'
import { createRateLimit } from './gateway/rate-limit.js'
import { sellerHandlers, shopHandlers } from './handlers.js'
import { runDueEntry } from './run-due.js'
import { scheduleShop } from './schedule-shop.js'
import type { TikTokShopSeed } from './seed.js'
import type { Shop } from './shop.js'
import { toState } from './tiktok-shop-state.js'
import { createWebhookSender } from './webhooks/webhook-sender.js'
import { createNewId, type World } from './world.js'

/** The seller's side of the TikTok Shop Partner Open API, and its token service, from a seed. */
export const createTikTokShopServer = (core: SandboxCore, seed: TikTokShopSeed = {}): SandboxSystem => {
  let state = toState(seed, core.clock.nowSecs())
  const random = core.random.fork('tiktok-shop')
  const sender = createWebhookSender(core, random.fork('webhooks'), () => state)
  const checkRate = createRateLimit(state.settings)
  let due: DueQueue<DueEntry> = createDueQueue()

  const worldOf = (shop: Shop): World => ({
    shop,
    nowSecs: core.clock.nowSecs(),
    newId: prefix => createNewId(shop, prefix),
    notify: (type, data) => sender.notify(shop, type, data),
    schedule: entry => due.add({ ...entry, shopId: shop.id }),
  })

  const scheduleAll = () => {
    due = createDueQueue()
    for (const shop of state.shops.values()) scheduleShop(worldOf(shop))
  }
  scheduleAll()

  const warnings = createExpiryWarnings(core.clock.now(), () => state, worldOf)

  const answer = async (request: Request, context: CallContext) => {
    const url = new URL(request.url)
    if (url.pathname === tokenPaths.get || url.pathname === tokenPaths.refresh) {
      if (request.method !== 'GET') throw new ApiRefusal(36009010)
      if (context.fault?.kind === 'token-revoked') throw new ApiRefusal(36004005)
      const query = Object.fromEntries(url.searchParams)
      return answerTokenCall(url.pathname, query, state, random, Math.floor(context.nowMs / 1000))
    }
    const call = await checkRequest(request, state, context)
    checkRate(call)
    return runHandler(call, worldOf)
  }

  return {
    key: 'tiktok-shop',
    handle: async (request, context) => {
      try {
        const data = await answer(request, context)
        context.noteCode(0)
        return toSuccess(data, context.nowMs)
      } catch (error) {
        if (!isApiRefusal(error)) throw error
        context.noteCode(error.code)
        const response = toFailure(error, context.nowMs, state.settings.businessErrorStatus)
        if (error.code === 36009002 && state.settings.retryAfterSecs !== undefined) {
          response.headers.set('retry-after', String(state.settings.retryAfterSecs))
        }
        return response
      }
    },
    refuse: fault => {
      if (fault.kind === 'rate-limited') {
        const response = toFailure(new ApiRefusal(36009002), core.clock.now(), 429)
        if (fault.retryAfterSecs !== undefined)
          response.headers.set('retry-after', String(fault.retryAfterSecs))
        return response
      }
      // Overload comes from the edge, perhaps with no JSON at all; these from the platform itself and its gateway.
      const code = codesOfStatus[fault.status]
      return code !== undefined
        ? toFailure(new ApiRefusal(code), core.clock.now(), fault.status)
        : new Response('<html><body>Service Temporarily Unavailable</body></html>', {
            status: fault.status,
            headers: { 'content-type': 'text/html' },
          })
    },
    nextDueAtMs: () => earliest(due.peek()?.atMs, sender.nextDueAtMs(), warnings.nextDueAtMs()),
    runDue: nowMs => {
      for (let entry = due.peek(); entry && entry.atMs <= nowMs; entry = due.peek()) {
        due.take()
        const shop = state.shops.get(entry.shopId)
        if (shop) runDueEntry(worldOf(shop), entry)
      }
      warnings.runDue(nowMs)
      sender.runDue(nowMs)
    },
    settled: () => sender.settled(),
    admin: createTikTokShopAdmin({ core, readState: () => state, worldOf, sender }),
    dump: unread => dumpShopState(state, sender.list(), unread),
    restore: dumped => {
      const restored = restoreShopState(dumped)
      state = restored.state
      sender.restore(restored.deliveries)
      scheduleAll()
    },
  }
}

/** Internal error, and the gateway's time-out. */
const codesOfStatus: Readonly<Record<number, number>> = { 500: 36009003, 504: 36009007 }

const earliest = (...moments: readonly (number | undefined)[]): number | undefined => {
  const known = moments.filter(moment => moment !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

const runHandler = async (call: AdmittedCall, worldOf: (shop: Shop) => World): Promise<Json | undefined> => {
  const { shop } = call
  const seller = sellerHandlers[call.endpoint.name]
  if (seller) return seller(call)
  const handler = shopHandlers[call.endpoint.name]
  if (handler && shop) {
    // A key that was seen gets the first answer once more.
    const given = call.query['idempotency_key']
    const key =
      typeof given === 'string' ? `${call.endpoint.name}/${JSON.stringify(call.path)}/${given}` : undefined
    if (key !== undefined && shop.answers.has(key)) return shop.answers.get(key)
    const data = await handler({ ...call, shop, world: worldOf(shop) })
    if (key !== undefined) shop.answers.set(key, data ?? {})
    return data
  }
  throw new Error(`The sandbox has no handler for the endpoint ${call.endpoint.name}.`)
}
