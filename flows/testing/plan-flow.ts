import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  checkFlow,
  compileFlow,
  type FlowFiles,
  type FlowPlan,
  type FlowSpec,
  formatDiagnostic,
  type JsonObject,
} from '@tiktok-ns/flow-engine'
import { readConnectorFile } from '@tiktok-ns/flow-engine/connectors'
import { netsuiteDescription } from '@tiktok-ns/netsuite-client/connector'
import { tiktokShopDescription } from '@tiktok-ns/tiktok-client/connector'
import { prebuiltHooks } from '../src/index.js'

const folder = fileURLToPath(new URL('..', import.meta.url))
const statementFiles = resolve(folder, 'settlement/statement-files.connector.yaml')
const { definition } = readConnectorFile(readFileSync(statementFiles, 'utf8'), statementFiles)
const connectors = [
  tiktokShopDescription,
  netsuiteDescription,
  ...(definition === undefined ? [] : [definition.description]),
]

const files: FlowFiles = {
  read: (path, from) => {
    const file = resolve(dirname(resolve(from)), path)
    try {
      return { file, text: readFileSync(file, 'utf8') }
    } catch {
      return undefined
    }
  },
}

const checked = new Map<string, FlowSpec>()

/** A prebuilt flow by its path below `flows/`, without the ending: `orders/tiktok-orders-to-netsuite-sales-orders`. */
const readFlow = (path: string): FlowSpec => {
  const known = checked.get(path)
  if (known !== undefined) return known
  const file = resolve(folder, `${path}.flow.yaml`)
  const { spec, diagnostics } = checkFlow({
    text: readFileSync(file, 'utf8'),
    file,
    connectors,
    files,
    hooks: prebuiltHooks,
  })
  if (spec === undefined)
    throw new Error(diagnostics.map(diagnostic => formatDiagnostic(diagnostic)).join('\n'))
  checked.set(path, spec)
  return spec
}

export interface FlowBinding {
  readonly settings: JsonObject
  /** Short key of the account behind each kind of connector. */
  readonly keys: { readonly [connector: string]: string }
  readonly instance: string
}

const planned = new Map<string, FlowPlan>()

/**
 * A prebuilt flow, checked and bound as `tiktok-ns` would: each of its connections to the account of that kind. Plans are data, and
 * many worlds run the same.
 */
export const planFlow = (path: string, binding: FlowBinding): FlowPlan => {
  const key = JSON.stringify([path, binding])
  const plan = planned.get(key) ?? toPlan(path, binding)
  planned.set(key, plan)
  return plan
}

const toPlan = (path: string, { settings, keys, instance }: FlowBinding): FlowPlan => {
  const spec = readFlow(path)
  const { plan, problems } = compileFlow(spec, {
    settings,
    connections: Object.fromEntries(
      Object.entries(spec.connections).map(([name, connector]) => [name, { key: keys[connector] ?? '' }]),
    ),
    connectors,
    files,
    instance,
  })
  if (plan === undefined) {
    const told = problems.map(({ path: place, problem, next }) => `${place.join('.')}: ${problem}; ${next}`)
    throw new Error(`${path}: ${told.join('\n')}`)
  }
  return plan
}
