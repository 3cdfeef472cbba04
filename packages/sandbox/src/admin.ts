import { Hono } from 'hono'
import { z } from 'zod'
import type { CallFilter } from './calls.js'
import { toEpochMs } from './clock.js'
import { faultRule } from './faults/fault-rule.js'
import { splitLines } from './lines/split-lines.js'
import { fromLines } from './lines/state-lines.js'
import { toStream } from './lines/to-stream.js'
import { dumpJson, dumpLines, restoreState } from './sandbox-state.js'
import type { SandboxCore, SandboxSystem } from './sandbox-system.js'
import { isPathOfOrders } from './tiktok-shop/orders/unread-orders.js'

/** A state as lines, see `toLines`. */
const linesType = 'application/x-ndjson'

/** Where the sandbox is steered, on every port of it. No real system has a path like this. */
export const adminPath = '/_sandbox'

const clockMove = z.union([
  z.strictObject({ to: z.union([z.number(), z.string()]) }),
  z.strictObject({ advanceMs: z.number() }),
])

const callQuery = z.object({
  system: z.enum(['tiktok-shop', 'netsuite']).optional(),
  account: z.string().optional(),
  method: z.string().optional(),
  path: z.string().optional(),
  status: z.coerce.number().int().optional(),
  fault: z.string().optional(),
})

const latency = z.strictObject({
  'tiktok-shop': z.number().nonnegative().optional(),
  netsuite: z.number().nonnegative().optional(),
})

/**
 * The routes under `/_sandbox`: clock, faults, calls, latency, the whole state, and each system's own.
 *
 * @param near the one of each system that `/{key}/` leads to, of those that there are
 */
export const createAdmin = (
  core: SandboxCore,
  systems: readonly SandboxSystem[],
  near: readonly SandboxSystem[],
): Hono => {
  const admin = new Hono().basePath(adminPath)

  const clock = () => ({
    mode: core.clock.mode,
    nowMs: core.clock.now(),
    now: new Date(core.clock.now()).toISOString(),
  })
  admin.get('/clock', context => context.json(clock()))
  admin.post('/clock', async context => {
    const move = clockMove.parse(await context.req.json())
    if ('to' in move) core.clock.moveTo(toEpochMs(move.to))
    else core.clock.advance(move.advanceMs)
    return context.json(clock())
  })

  admin.get('/faults', context => context.json({ faults: core.faults.list() }))
  admin.post('/faults', async context => {
    const rule = faultRule.parse(await context.req.json())
    return context.json({ id: core.faults.add(rule) }, 201)
  })
  admin.delete('/faults', context => {
    core.faults.clear()
    return context.body(null, 204)
  })
  admin.delete('/faults/:id', context =>
    core.faults.remove(context.req.param('id'))
      ? context.body(null, 204)
      : context.json({ error: `No fault rule has the id "${context.req.param('id')}".` }, 404),
  )

  admin.get('/calls', context => {
    const filter = toCallFilter(callQuery.parse(context.req.query()))
    const calls = core.calls.list(filter)
    const limit = Number(context.req.query('limit') ?? 1000)
    return context.json({ count: calls.length, calls: calls.slice(-limit) })
  })
  admin.delete('/calls', context => {
    core.calls.clear()
    return context.body(null, 204)
  })

  admin.get('/latency', context => context.json(core.latencyMs))
  admin.put('/latency', async context => {
    const wanted = latency.parse(await context.req.json())
    for (const { key } of systems) core.latencyMs[key] = wanted[key] ?? core.latencyMs[key]
    return context.json(core.latencyMs)
  })

  admin.get('/state', context => {
    const asLines = (context.req.header('accept') ?? '').includes(linesType)
    return asLines
      ? context.body(toStream(dumpLines(core, systems)), 200, { 'content-type': linesType })
      : context.body(toStream(dumpJson(core, systems)), 200, { 'content-type': 'application/json' })
  })
  admin.put('/state', async context => {
    const isLines = (context.req.header('content-type') ?? '').includes(linesType)
    restoreState(core, systems, isLines ? await readLines(context.req.raw) : await context.req.json())
    return context.body(null, 204)
  })

  for (const system of near) admin.route(`/${system.key}`, system.admin)

  admin.onError((error, context) => {
    if (error instanceof z.ZodError) return context.json({ error: z.prettifyError(error) }, 400)
    if (error instanceof SyntaxError)
      return context.json({ error: `The body is not JSON: ${error.message}` }, 400)
    return context.json({ error: error.message }, 400)
  })
  admin.notFound(context =>
    context.json({ error: `The sandbox has no ${context.req.method} ${context.req.path}.` }, 404),
  )
  return admin
}

const readLines = async ({ body }: Request): Promise<unknown> =>
  body === null ? undefined : fromLines(splitLines(body), isPathOfOrders)

const toCallFilter = (query: z.output<typeof callQuery>): CallFilter => ({
  ...(query.system && { system: query.system }),
  ...(query.account && { account: query.account }),
  ...(query.method && { method: query.method }),
  ...(query.path && { path: query.path }),
  ...(query.status !== undefined && { status: query.status }),
  ...(query.fault && { fault: query.fault }),
})
