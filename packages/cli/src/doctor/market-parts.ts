import { allSteps, type FlowPlan, type MissingPart } from '@tiktok-ns/flow-engine'
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

type Use = Pick<MissingPart, 'kind' | 'name' | 'operation'>

const isUse = (use: Use, { kind, name, operation }: MissingPart): boolean =>
  use.kind === kind && use.name === name && (operation === undefined || use.operation === operation)

/** Resources, lookups and imports that are named anywhere in a plan, with the operations of imports. */
const usedParts = (plan: FlowPlan): readonly Use[] => [
  ...plan.exports.map(({ resource }): Use => ({ kind: 'resource', name: resource })),
  ...allSteps(plan).flatMap((step): Use[] => {
    switch (step.kind) {
      case 'read':
        return [{ kind: 'resource', name: step.resource }]
      case 'lookup':
        return step.source.kind === 'connector' ? [{ kind: 'lookup', name: step.source.lookup }] : []
      case 'import':
        return [{ kind: 'import', name: step.target, operation: step.operation }]
      default:
        return []
    }
  }),
]
