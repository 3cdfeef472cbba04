import type { Json } from '../json.js'
import type { SandboxCore, SandboxSystem } from '../sandbox-system.js'
import { createTikTokShopAdmin } from './admin.js'
import { ApiRefusal } from './api-refusal.js'
import { answerTokenCall, tokenPaths } from './authorization/token-service.js'
import { dumpShopState, restoreShopState } from './dump.js'
import { isApiRefusal, toFailure, toSuccess } from './envelope.js'
import { type AdmittedCall, checkRequest } from './gateway/check-request.js'
import { createRateLimit } from './gateway/rate-limit.js'
import { sellerHandlers, shopHandlers } from './handlers.js'
import type { TikTokShopSeed } from './seed.js'
import { toState } from './tiktok-shop-state.js'

/** The seller's side of the TikTok Shop Partner Open API, and its token service, from a seed. */
export const createTikTokShopServer = (core: SandboxCore, seed: TikTokShopSeed = {}): SandboxSystem => {
  let state = toState(seed, core.clock.nowSecs())
  const random = core.random.fork('tiktok-shop')
  const checkRate = createRateLimit(state.settings)

  const answer = async (request: Request, context: Parameters<SandboxSystem['handle']>[1]) => {
    const url = new URL(request.url)
    if (url.pathname === tokenPaths.get || url.pathname === tokenPaths.refresh) {
      if (request.method !== 'GET') throw new ApiRefusal(36009010)
      if (context.fault?.kind === 'token-revoked') throw new ApiRefusal(36004005)
      const query = Object.fromEntries(url.searchParams)
      return answerTokenCall(url.pathname, query, state, random, Math.floor(context.nowMs / 1000))
    }
    const call = await checkRequest(request, state, context)
    checkRate(call)
    return runHandler(call)
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
      // Overload comes from the edge, perhaps with no JSON at all; 500 from the platform itself.
      return fault.status === 500
        ? toFailure(new ApiRefusal(36009003), core.clock.now(), 500)
        : new Response('<html><body>Service Temporarily Unavailable</body></html>', {
            status: fault.status,
            headers: { 'content-type': 'text/html' },
          })
    },
    nextDueAtMs: () => undefined,
    runDue: () => {},
    admin: createTikTokShopAdmin(() => state, core),
    dump: () => dumpShopState(state),
    restore: dumped => {
      state = restoreShopState(dumped)
    },
  }
}

const runHandler = async (call: AdmittedCall): Promise<Json | undefined> => {
  const { shop } = call
  const seller = sellerHandlers[call.endpoint.name]
  if (seller) return seller(call)
  const handler = shopHandlers[call.endpoint.name]
  if (handler && shop) return handler({ ...call, shop })
  throw new ApiRefusal(
    36009003,
    `The sandbox knows ${call.endpoint.method} ${call.endpoint.path} but does not emulate it.`,
    501,
  )
}
