import type { Connector, JsonObject } from '@tiktok-ns/flow-engine'

/** Both systems, and what the flow tiktok-statements-to-netsuite-books runs with. */
export interface SettlementSources {
  readonly shop: Connector
  readonly erp: Connector
  /** The shop's short key, part of external ids. */
  readonly shopKey: string
  /** The flow's settings. */
  readonly settings: JsonObject
  /** Settings of the flow tiktok-settled-fees-against-rates, where the project has it for this shop. */
  readonly rates?: JsonObject | undefined
  readonly signal: AbortSignal
}
