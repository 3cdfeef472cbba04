import {
  type Connector,
  createMemoryStore,
  type FlowHostOptions,
  type FlowPlan,
  type JsonObject,
  type ParkedRecord,
  type ReadOptions,
  type RunReport,
  retryParked,
  runFlow,
  type Store,
  type WebhookNotice,
} from '@tiktok-ns/flow-engine'
import {
  type FaultRuleInput,
  type MadeShop,
  type MakeShopOptions,
  makeShop,
  type NetSuiteSeed,
  type Sandbox,
  type SandboxSeed,
} from '@tiktok-ns/sandbox'
import { prebuiltHooks } from '../src/index.js'
import { type NetSuiteSide, netsuiteSide } from './netsuite-side.js'
import { openAccounts, type WorldTime } from './open-accounts.js'
import { planFlow } from './plan-flow.js'
import { type ShopSide, shopSide } from './shop-side.js'

export interface ShopWorldOptions
  extends Pick<MakeShopOptions, 'seed' | 'orders' | 'skus' | 'regions' | 'days' | 'missingSku'> {
  /** When the world begins, ISO 8601. */
  readonly at?: string
  /** What goes wrong with calls, from the start. `sandbox.faults` changes it later. */
  readonly faults?: readonly FaultRuleInput[]
  /** TikTok Shop's behaviour where it is a choice, as in a seed's `settings`. */
  readonly tiktok?: NonNullable<NonNullable<SandboxSeed['tiktokShop']>['settings']>
  /** Left out, time stands until something moves it, each run begins a minute after the last, and calls take no time. */
  readonly time?: WorldTime
  /** More of the NetSuite account: preferences, or records beside the generated ones. */
  readonly netsuite?: NetSuiteSeed
}

export interface WorldRunOptions extends ReadOptions {
  /** Short key of the shop: `US1` unless the world has several. */
  readonly shop?: string
  /** Tells two instances of one flow apart. */
  readonly instance?: string
  readonly again?: boolean
}

/** A shop and a NetSuite account in this process, with the store and the clock that flows run on. */
export interface ShopWorld {
  readonly sandbox: Sandbox
  readonly made: MadeShop
  /** Internal ids of what the generated account holds, for settings. */
  readonly ids: MadeShop['netsuiteIds']
  readonly store: Store
  /** The (first) shop's and NetSuite's connectors, for what reads without a flow. */
  readonly connectors: { readonly shop: Connector; readonly erp: Connector }
  /** What buyers, TikTok and the seller do in the (first) shop. */
  readonly shop: ShopSide
  /** A shop by its key, in worlds with several. */
  shopOf(key: string): ShopSide
  /** What people do and see in NetSuite. */
  readonly netsuite: NetSuiteSide
  /** Runs a prebuilt flow once. The path is below `flows/`, without its ending. */
  run(flow: string, settings?: JsonObject, options?: WorldRunOptions): Promise<RunReport>
  /** Tries a flow's parked records again. */
  retry(flow: string, settings?: JsonObject, options?: WorldRunOptions): Promise<RunReport>
  parked(flow?: string): Promise<readonly ParkedRecord[]>
  /** The notifications that have come since the last call, checked as the webhook server checks them. */
  notices(): Promise<readonly WebhookNotice[]>
  /** Lets time pass: what falls due meanwhile happens. */
  pass(duration: { readonly days?: number; readonly hours?: number; readonly minutes?: number }): void
}

const minute = 60_000

/**
 * Opens a world in which prebuilt flows run end to end: checked and compiled from their files, through the real connectors of both
 * clients, against both sandboxes in this process. Time stands until something moves it, and waiting takes none.
 *
 * @example
 * const world = openShopWorld({ seed: 7, orders: 20 })
 * await world.run('orders/tiktok-orders-to-netsuite-sales-orders', { customer: world.ids.customer })
 * world.netsuite.list('salesOrder')
 */
export const openShopWorld = ({
  at = '2026-03-02T10:00:00Z',
  faults = [],
  tiktok = {},
  netsuite = {},
  orders = 0,
  missingSku = false,
  time,
  ...shopOptions
}: ShopWorldOptions = {}): ShopWorld => {
  const startMs = Date.parse(at)
  // The generated orders lie a little before now, so that a first window holds all of them.
  const made = makeShop({ ...shopOptions, orders, missingSku, nowMs: startMs - 5_000 })
  const accounts = openAccounts({
    made,
    seed: { tiktok, netsuite },
    startMs,
    faults,
    randomSeed: shopOptions.seed ?? 1,
    time,
  })
  const { sandbox, clock } = accounts
  const store = createMemoryStore()
  const firstKey = accounts.shops.keys().next().value ?? ''

  const planOf = (
    flow: string,
    settings: JsonObject,
    { shop = firstKey, instance = `${flow} ${shop}` }: WorldRunOptions,
  ): FlowPlan =>
    planFlow(flow, { settings, instance, keys: { 'tiktok-shop': shop, netsuite: accounts.netsuiteKey } })

  const hostOf = (plan: FlowPlan): FlowHostOptions => ({
    connections: Object.fromEntries(
      Object.entries(plan.connections).map(([name, { connector, key }]) => [
        name,
        accounts.connectorOf(connector, key),
      ]),
    ),
    store,
    clock,
    hooks: prebuiltHooks,
    random: () => 0.5,
  })

  const sides = new Map(
    [...accounts.shops].map(([key, id]) => [key, shopSide(sandbox, id, accounts.shopClient(id))]),
  )
  const shopOf = (key: string): ShopSide => {
    const side = sides.get(key)
    if (side === undefined)
      throw new Error(`the world has no shop "${key}"; it has ${[...sides.keys()].join(', ')}`)
    return side
  }
  const pass = ({ days = 0, hours = 0, minutes = 0 }): void =>
    sandbox.clock.advance(((days * 24 + hours) * 60 + minutes) * minute)

  return {
    sandbox,
    made,
    ids: made.netsuiteIds,
    store,
    connectors: {
      shop: accounts.connectorOf('tiktok-shop', firstKey),
      erp: accounts.connectorOf('netsuite', accounts.netsuiteKey),
    },
    shop: shopOf(firstKey),
    shopOf,
    netsuite: netsuiteSide(sandbox, accounts.netsuiteClient),
    run: (flow, settings = {}, options = {}) => {
      if (time === undefined) pass({ minutes: 1 })
      const plan = planOf(flow, settings, options)
      return runFlow(plan, hostOf(plan), options)
    },
    retry: (flow, settings = {}, options = {}) => {
      const plan = planOf(flow, settings, options)
      return retryParked(plan, hostOf(plan))
    },
    parked: flow =>
      store.listParked({ status: 'open', limit: 100_000, ...(flow === undefined ? {} : { flow }) }),
    notices: accounts.takeNotices,
    pass,
  }
}
