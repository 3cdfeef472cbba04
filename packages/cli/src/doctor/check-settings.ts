import type { Connector, FlowPlan } from '@tiktok-ns/flow-engine'
import type { Project } from '../project/open-project.js'
import { comparePlaces } from './compare-places.js'
import { customFields } from './custom-fields.js'
import type { CheckContext, CheckedFlow, DoctorCheck, SettingsFinding } from './doctor-check.js'
import { locationMap } from './location-map.js'
import { marketParts } from './market-parts.js'
import { promotionCode } from './promotion-code.js'
import { savedIds } from './saved-ids.js'
import { skuOverlap } from './sku-overlap.js'
import { warehouseMap } from './warehouse-map.js'

/** What is looked at in every flow. */
const doctorChecks: readonly DoctorCheck[] = [
  savedIds,
  warehouseMap,
  locationMap,
  promotionCode,
  customFields,
  skuOverlap,
  marketParts,
]

/** Looks whether what the flows' settings say is true of the systems, as far as `healthy` connections can tell. */
export const checkSettingsOfFlows = async (
  plans: readonly FlowPlan[],
  healthy: ReadonlySet<string>,
  context: CheckContext,
): Promise<readonly SettingsFinding[]> => {
  const flows = plans.map(plan => toCheckedFlow(plan, context.project))
  const findings = await Promise.all(
    flows.flatMap(flow =>
      doctorChecks
        .filter(({ asks }) => asks.every(side => healthy.has(flow[side] ?? '')))
        .map(check => look(check, flow, context)),
    ),
  )
  return [...findings.flat(), ...comparePlaces(flows)]
}

const toCheckedFlow = (plan: FlowPlan, { spec }: Project): CheckedFlow => {
  const { flow: name, settings } = plan
  const used = Object.values(spec.flows[name]?.connections ?? {})
  const oneOf = (connector: string) => used.find(one => spec.connections[one]?.connector === connector)
  return { name, settings, plan, shop: oneOf('tiktok-shop'), erp: oneOf('netsuite') }
}

const look = async (
  { subject, asks, check }: DoctorCheck,
  flow: CheckedFlow,
  context: CheckContext,
): Promise<readonly SettingsFinding[]> => {
  try {
    const findings = await check(flow, context)
    return findings.map(finding => ({ ...finding, where: flow.name, subject }))
  } catch (error) {
    const asked = asks.map(side => context.connections.get(flow[side] ?? ''))
    return [{ ...explain(error, asked), where: flow.name, subject }]
  }
}

/** A check that could not be made: what the system answered. */
const explain = (error: unknown, [connector]: readonly (Connector | undefined)[]) => {
  if (connector === undefined) throw error
  const { message, hint } = connector.toFailure(error)
  const next = hint ?? 'Give the role or the app the permission to read this, then try again.'
  return { ok: false, message: `cannot be looked at: ${message}`, next }
}
