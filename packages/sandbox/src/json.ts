/** What travels on both wires. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [name: string]: Json
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A record of the sandbox as what it is on the wire. Records come from checked JSON; members that are undefined are left out. */
export const asJson = (record: object): JsonObject => {
  const json: Record<string, Json> = {}
  for (const [name, value] of Object.entries(record)) if (value !== undefined) json[name] = value
  return json
}

/** A copy of plain data as JSON would have it, of any size: members that are undefined are left out. */
export const copyJson = (value: unknown): Json => {
  if (Array.isArray(value)) return value.map(copyJson)
  if (typeof value === 'object' && value !== null) {
    const copy: Record<string, Json> = {}
    for (const [name, own] of Object.entries(value)) if (own !== undefined) copy[name] = copyJson(own)
    return copy
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}
