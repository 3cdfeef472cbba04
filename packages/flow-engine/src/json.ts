/** A value that survives JSON text. Money travels as decimal strings, never as a float. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [name: string]: Json
}

/** A JSON Schema (2020-12) as data: flows' settings, connectors' records and payloads. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}
