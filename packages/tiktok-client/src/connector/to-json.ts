import type { JsonObject } from '@tiktok-ns/flow-engine'

/** What came out of JSON is JSON still; only its type has to be told. Fields that are undefined go. */
export const toJson = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value))
