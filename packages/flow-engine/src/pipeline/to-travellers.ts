import { hash } from 'node:crypto'
import type { ExportPlan } from '../compile/flow-plan.js'
import { compileTemplate } from '../expressions/compile-template.js'
import { MappingError } from '../expressions/mapping-error.js'
import type { Scope } from '../expressions/scope.js'
import type { JsonObject } from '../json.js'
import type { InstantForm } from '../ports/connector.js'
import type { RunContext } from './run-context.js'
import { failed, type Traveller } from './traveller.js'

/** Gives each record of an export's pages its name, its version and its scope. */
export const createTravellers = (
  context: RunContext,
  exportPlan: ExportPlan,
): ((records: readonly JsonObject[]) => readonly Traveller[]) => {
  const { plan, runId, startedAtMs } = context
  const renderKey = compileTemplate(exportPlan.traceKey)
  const base = {
    steps: {},
    settings: plan.settings,
    connections: plan.connections,
    run: { id: runId, startedAt: new Date(startedAtMs).toISOString(), export: exportPlan.name },
  }
  return records => records.map(record => toTraveller(record, { ...base, record }, renderKey, exportPlan))
}

const toTraveller = (
  record: JsonObject,
  scope: Scope,
  renderKey: (scope: Scope) => unknown,
  { name: exportName, cursor, idField }: ExportPlan,
): Traveller => {
  const fingerprint = hash('sha1', JSON.stringify(record), 'base64url')
  const versionMs = cursor === undefined ? undefined : toInstantMs(record[cursor.field], cursor.form)
  const traveller = (traceKey: string): Traveller => ({
    traceKey,
    original: record,
    fingerprint,
    scope,
    writes: [],
    exchanges: [],
    exportName,
    ...(versionMs === undefined ? {} : { versionMs }),
  })
  try {
    const traceKey = renderKey(scope)
    if ((typeof traceKey === 'string' && traceKey !== '') || typeof traceKey === 'number')
      return traveller(String(traceKey))
    throw new MappingError('traceKey gives no text')
  } catch (error) {
    if (!(error instanceof MappingError)) throw error
    // A record without a name is still a record that was read: it is parked under its own content.
    const id = record[idField]
    return failed(traveller(typeof id === 'string' ? id : `unnamed-${fingerprint}`), {
      step: exportName,
      failure: error.failure,
    })
  }
}

/** A record's instant in epoch milliseconds; undefined when the field is absent or no instant. */
export const toInstantMs = (value: unknown, form: InstantForm): number | undefined => {
  if (form === 'iso') {
    const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN
    return Number.isNaN(instant) ? undefined : instant
  }
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN
  if (!Number.isFinite(number)) return undefined
  return form === 'epoch-seconds' ? number * 1000 : number
}
