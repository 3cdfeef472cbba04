import type { Clock, Connector, FlowPlan } from '@tiktok-ns/flow-engine'
import { WrongInputError } from '../commands/command-context.js'
import { openConnections } from './open-host.js'
import type { Project } from './open-project.js'

/** The two systems that a flow works between. */
export interface FlowSides {
  readonly shop: Connector
  readonly erp: Connector
  /** Of the shop, part of external ids. */
  readonly shopKey: string
}

/** The shop and the NetSuite account that a flow of the project is bound to. */
export const openSides = (project: Project, plan: FlowPlan, clock: Clock | undefined): FlowSides => {
  const connections = openConnections(project, clock)
  const bound = project.spec.flows[plan.flow]?.connections ?? {}
  const sideOf = (connector: string) => {
    const name = Object.keys(plan.connections).find(own => plan.connections[own]?.connector === connector)
    const connection = connections.get(bound[name ?? ''] ?? '')
    if (name === undefined || connection === undefined)
      throw new WrongInputError(`the flow "${plan.flow}" has no ${connector} connection`)
    return { name, connection }
  }
  const [shop, erp] = [sideOf('tiktok-shop'), sideOf('netsuite')]
  return { shop: shop.connection, erp: erp.connection, shopKey: plan.connections[shop.name]?.key ?? '' }
}

/** What a command looks for among a project's flows, in words. */
export interface WantedFlow {
  /** As the project calls it, where somebody has said so. */
  readonly named: string | undefined
  /** In words, as in "the flow that posts statements". */
  readonly does: string
  /** What to add where there is none. */
  readonly shipped: string
  readonly isIt: (plan: FlowPlan) => boolean
}

/** The one flow that does something, whatever the project calls it; where several do, it has to be named. */
export const chooseFlow = (
  plans: readonly FlowPlan[],
  { named, does, shipped, isIt }: WantedFlow,
): FlowPlan => {
  const [plan, ...others] = plans.filter(one => isIt(one) && (named === undefined || one.flow === named))
  if (plan === undefined)
    throw new WrongInputError(
      named === undefined
        ? `the project has no flow that ${does}; add ${shipped}`
        : `the project has no flow "${named}" that ${does}`,
    )
  if (others.length > 0)
    throw new WrongInputError(
      `the project has several: name the flow that ${does} with --flow: ${[plan, ...others].map(({ flow }) => flow).join(', ')}`,
    )
  return plan
}
