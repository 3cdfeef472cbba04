import type { FlowPlan, MissingPart } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { DoctorCheck } from './doctor-check.js'

/** What a flow reads and writes, there is in the shop's market: said before a call is refused. */
export const marketParts: DoctorCheck = {
  subject: 'market',
  asks: ['shop'],
  check: async ({ plan, settings, shop }, { connections, signal }) => {
    const connector = connections.get(shop ?? '')
    const missing = (await connector?.missingParts?.({ signal, priority: 'interactive' })) ?? []
    const used = usedParts(plan)
    return (
      missing
        .filter(part => used.some(use => isUse(use, part)))
        // A flow that is told its market chooses by it among the ways of writing.
        .filter(({ kind, market }) => kind !== 'import' || settings['market'] !== market)
        .map(({ message, next }) => ({ ok: false, message, next }))
    )
  },
}

const exported = z.looseObject({ resource: z.string() })
const imported = z.looseObject({ kind: z.literal('import'), target: z.string(), operation: z.string() })
const lookedUp = z.looseObject({ kind: z.literal('connector'), lookup: z.string() })

type Use = Pick<MissingPart, 'kind' | 'name' | 'operation'>

const isUse = (use: Use, { kind, name, operation }: MissingPart): boolean =>
  use.kind === kind && use.name === name && (operation === undefined || use.operation === operation)

/** Resources, lookups and imports that are named anywhere in a plan, however deep. */
const usedParts = (plan: FlowPlan): readonly Use[] => {
  const found: Use[] = []
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const read = exported.safeParse(value)
    if (read.success) found.push({ kind: 'resource', name: read.data.resource })
    const write = imported.safeParse(value)
    if (write.success)
      found.push({ kind: 'import', name: write.data.target, operation: write.data.operation })
    const asked = lookedUp.safeParse(value)
    if (asked.success) found.push({ kind: 'lookup', name: asked.data.lookup })
    for (const inner of Object.values(value)) look(inner)
  }
  look(plan)
  return found
}
