import { maskQuery } from './calls.js'
import { createConnectionReset } from './faults/connection-reset.js'
import type { Fault } from './faults/fault-rule.js'
import { spoilAnswer } from './faults/spoil-answer.js'
import type { SandboxCore, SandboxSystem } from './sandbox-system.js'
import { waitReally } from './wait.js'

/**
 * A system with everything around it that a network has: due work done first, faults, latency, limits on calls under way,
 * and the log. Rejects when the connection would be cut.
 */
export const openSystem =
  (core: SandboxCore, system: SandboxSystem) =>
  async (request: Request): Promise<Response> => {
    core.clock.runDue()
    const url = new URL(request.url)
    const { key, account } = system
    const struck = core.faults.strike({
      system: key,
      account,
      method: request.method,
      path: url.pathname,
    })
    const atMs = core.clock.now()
    const startedAt = performance.now()
    let code: string | number | undefined
    let status: number | undefined
    try {
      const response = await answer(core, system, request, struck?.fault, noted => {
        code = noted
      })
      status = response.status
      return response
    } finally {
      core.calls.record({
        system: key,
        account,
        method: request.method,
        path: url.pathname,
        query: maskQuery(url.searchParams),
        status,
        code,
        atMs,
        tookMs: performance.now() - startedAt,
        fault: struck?.fault.kind,
        faultRule: struck?.ruleId,
      })
    }
  }

const answer = async (
  core: SandboxCore,
  system: SandboxSystem,
  request: Request,
  fault: Fault | undefined,
  noteCode: (code: string | number) => void,
): Promise<Response> => {
  if (fault?.kind === 'reset' && fault.when === 'before') throw createConnectionReset()
  if (fault?.kind === 'timeout' && fault.when === 'before') return holdAndCut(core, request, fault.holdMs)
  if (fault?.kind === 'rate-limited' || fault?.kind === 'status') return system.refuse(fault)

  const admitted = system.admit?.(request)
  if (admitted instanceof Response) return admitted
  try {
    const latencyMs = core.latencyMs[system.key] + (fault?.kind === 'slow' ? fault.delayMs : 0)
    if (latencyMs > 0) await waitReally(latencyMs, core.closing)
    const skewMs = fault?.kind === 'clock-skew' ? fault.skewMs : 0
    const response = await system.handle(request, {
      ...(fault === undefined ? {} : { fault }),
      nowMs: core.clock.now() + skewMs,
      noteCode,
    })
    if (fault === undefined) return response
    if (fault.kind === 'reset') throw createConnectionReset()
    if (fault.kind === 'timeout') return await holdAndCut(core, request, fault.holdMs)
    return await spoilAnswer(response, fault, core.closing)
  } finally {
    admitted?.()
  }
}

const holdAndCut = async (core: SandboxCore, request: Request, holdMs: number): Promise<never> => {
  await waitReally(holdMs, core.closing, request.signal)
  throw createConnectionReset()
}
