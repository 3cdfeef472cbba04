import type { ConnectionUse } from '../ports/connector.js'
import type { FlowPlan } from './flow-plan.js'
import { allSteps } from './inner-steps.js'
import type { StepPlan } from './step-plan.js'

interface Use {
  readonly connection: string
  readonly part: keyof ConnectionUse
  readonly name: string
}

/** What a flow uses of each of its connections, in whatever step, by the flow's own names of them. */
export const usesOf = (plan: FlowPlan): ReadonlyMap<string, ConnectionUse> => {
  const uses = [
    ...plan.exports.map(
      ({ connection, resource }): Use => ({ connection, part: 'resources', name: resource }),
    ),
    ...plan.exports.flatMap(({ once }): Use[] =>
      once === undefined ? [] : [{ connection: once.connection, part: 'imports', name: once.target }],
    ),
    ...plan.triggers.flatMap((trigger): Use[] =>
      trigger.kind === 'webhook'
        ? [{ connection: trigger.connection, part: 'webhooks', name: trigger.topic }]
        : [],
    ),
    ...allSteps(plan).flatMap(ownUses),
  ]
  return new Map(
    Object.keys(plan.connections).map(connection => [
      connection,
      toUse(uses.filter(use => use.connection === connection)),
    ]),
  )
}

const ownUses = (step: StepPlan): readonly Use[] => {
  switch (step.kind) {
    case 'lookup':
      return step.source.kind === 'connector'
        ? [{ connection: step.source.connection, part: 'lookups', name: step.source.lookup }]
        : []
    case 'read':
      return [{ connection: step.connection, part: 'resources', name: step.resource }]
    case 'import':
      return [{ connection: step.connection, part: 'imports', name: step.target }]
    default:
      return []
  }
}

const toUse = (uses: readonly Use[]): ConnectionUse => {
  const names = (part: keyof ConnectionUse) => [
    ...new Set(uses.filter(use => use.part === part).map(({ name }) => name)),
  ]
  return {
    resources: names('resources'),
    lookups: names('lookups'),
    imports: names('imports'),
    webhooks: names('webhooks'),
  }
}
