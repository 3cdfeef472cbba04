import { type FlowPlan, type ProbeContext, usesOf } from '@tiktok-ns/flow-engine'
import type { Project } from './open-project.js'

/** What a connection is probed for, besides whether it works. */
export type Probing = Pick<ProbeContext, 'uses' | 'webhookUrl'>

/** What a project's flows do with a connection, all together, and where its notifications are to arrive. */
export const probingFor =
  (plans: readonly FlowPlan[], { spec }: Project): ((connection: string) => Probing) =>
  connection => {
    const uses = plans.flatMap(plan =>
      [...usesOf(plan)].flatMap(([own, use]) =>
        spec.flows[plan.flow]?.connections[own] === connection ? [use] : [],
      ),
    )
    const namesOf = (part: keyof (typeof uses)[number]) => [...new Set(uses.flatMap(use => use[part]))]
    const { webhookUrl } = spec.operation
    return {
      uses: {
        resources: namesOf('resources'),
        lookups: namesOf('lookups'),
        imports: namesOf('imports'),
        webhooks: namesOf('webhooks'),
      },
      ...(webhookUrl === undefined ? {} : { webhookUrl: `${webhookUrl}/webhooks/${connection}` }),
    }
  }
