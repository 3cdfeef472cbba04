import type { Connector, FlowPlan, JsonObject, ProbeFinding } from '@tiktok-ns/flow-engine'
import type { Project } from '../project/open-project.js'

/** An instance of a flow between a shop and NetSuite, as checks look at it. */
export interface CheckedFlow {
  /** As the project file calls it. */
  readonly name: string
  /** With defaults applied. */
  readonly settings: JsonObject
  readonly plan: FlowPlan
  /** Names of its connections; undefined where it has none to that system. */
  readonly shop: string | undefined
  readonly erp: string | undefined
}

/** What checks look with. */
export interface CheckContext {
  readonly project: Project
  readonly connections: ReadonlyMap<string, Connector>
  readonly signal: AbortSignal
}

/** A finding, and the flow whose settings it is about. */
export interface SettingsFinding extends ProbeFinding {
  readonly where: string
}

/** Looks whether what a flow's settings say is true of its systems. Reads little and writes nothing. */
export interface DoctorCheck {
  readonly subject: string
  /** The systems it asks: where one of them does not answer, there is nothing to look at. */
  readonly asks: readonly ('shop' | 'erp')[]
  /** Findings without a subject of their own; none where the flow's settings give nothing to look at. */
  check(flow: CheckedFlow, context: CheckContext): Promise<readonly Omit<ProbeFinding, 'subject'>[]>
}

/** Matches of each key, asked of one of the project's connections. */
export const lookUp = async (
  { connections, signal }: CheckContext,
  connection: string | undefined,
  lookup: string,
  keys: readonly string[],
  parameters: JsonObject = {},
): Promise<ReadonlyMap<string, readonly JsonObject[]>> => {
  const connector = connection === undefined ? undefined : connections.get(connection)
  if (connector === undefined || keys.length === 0) return new Map()
  const request = { lookup, keys: [...new Set(keys)], parameters }
  const answers = await connector.lookupMany(request, { signal, priority: 'interactive' })
  return new Map(answers.map(({ key, matches }) => [key, matches]))
}

/** A setting that is an object, as pairs; none where it is left out. */
export const entriesOf = (settings: JsonObject, name: string): readonly (readonly [string, unknown])[] => {
  const value = settings[name]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
}
