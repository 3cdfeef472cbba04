import { z } from 'zod'
import { isJsonObject, type JsonObject } from '../json.js'
import { grants, integration, role, token } from './auth/auth-seed.js'
import { job } from './jobs/jobs.js'
import { accountRole } from './ledger/chart-of-accounts.js'
import { restletSeed } from './restlets/restlet.js'

/** An account and credentials of a sandbox whose seed names none. They open nothing but a sandbox. */
export const defaultNetSuiteCredentials = {
  account: 'TSTDRV0000001',
  consumerKey: 'a1'.repeat(32),
  consumerSecret: 'b2'.repeat(32),
  tokenId: 'c3'.repeat(32),
  tokenSecret: 'd4'.repeat(32),
} as const

const { account: defaultAccount, ...defaultToken } = defaultNetSuiteCredentials

/** How the account is set up, where accounts differ. */
const preferences = z.strictObject({
  /** What a sales order starts as: pending approval, or pending fulfilment. */
  salesOrderStatus: z.enum(['A', 'B']).default('A'),
  returnAuthorizationStatus: z.enum(['A', 'B']).default('A'),
  /** Pick, Pack and Ship: a fulfilment starts as picked instead of shipped. */
  pickPackShip: z.boolean().default(true),
  /** Invoices and cash sales before the goods are shipped. */
  billInAdvance: z.boolean().default(false),
  /** Credits before the goods are back. */
  refundInAdvance: z.boolean().default(false),
  /** Fulfilments and receipts take all that is open when the body names no lines. */
  preselectsLines: z.boolean().default(true),
  /**
   * What becomes of an order's deposits when it is invoiced: applied; or the attempt fails, and the answer is 400 although the
   * invoice is there.
   */
  depositsOnInvoice: z.enum(['apply', 'fail', 'leave']).default('apply'),
  /** Two entities of one name. Items never share one. */
  duplicateNames: z.boolean().default(true),
  /** Lets stock on hand fall below zero. */
  allowNegativeStock: z.boolean().default(false),
  /** Lines that a transaction may have when it is written in one request. */
  maxLines: z.number().int().positive().default(1_000),
  /** Opens the month of a date that no accounting period covers; otherwise such a date is refused. */
  opensPeriods: z.boolean().default(true),
  /** Internal ids of accounts by what they are for; left out, found by name and type, or made. */
  accounts: z.partialRecord(accountRole, z.string()).prefault({}),
})

const customField = z.strictObject({
  /** Such as `custbody_tts_order_id`. */
  id: z.string().regex(/^cust(body|entity|item|record|event|col)_?[a-z0-9_]+$/),
  label: z.string().optional(),
  type: z.enum(['text', 'number', 'boolean', 'date', 'reference']).default('text'),
})

/** The whole NetSuite side of a seed file. */
export const netsuiteSeed = z.strictObject({
  /** Account id as NetSuite prints it: the realm of signatures. */
  account: z.string().default(defaultAccount),
  /** Integrations with a token each. */
  tokens: z.array(token).default([{ ...defaultToken, revoked: false }]),
  /** Integrations that use OAuth 2.0. */
  integrations: z.array(integration).default([]),
  roles: z.array(role).default([]),
  grants: grants.prefault({}),
  /** Requests that may be under way at once; one more is refused. */
  concurrency: z.number().int().positive().default(5),
  /** What refuses a request over the limit: 429, or 400 as some accounts have it. */
  concurrencyStatus: z.union([z.literal(400), z.literal(429)]).default(429),
  /** Milliseconds of sandbox time until an asynchronous request is done. */
  asyncDelayMs: z.number().nonnegative().default(0),
  idempotencyStatus: z.union([z.literal(400), z.literal(409)]).default(409),
  /** Asynchronous requests taken on so far. */
  jobs: z.array(job).default([]),
  restlets: z.array(restletSeed).default([]),
  /** The account's time zone: which day `today` is. */
  timeZone: z.string().default('UTC'),
  /** Gives the `last` link of collections as the live service does: with the wrong offset. */
  wrongLastLink: z.boolean().default(true),
  /** The most that `totalResults` of a list of transactions says, as 5000 was seen three times; left out, it counts all. */
  totalResultsCap: z.number().int().positive().optional(),
  preferences: preferences.prefault({}),
  /** Custom fields there are; left out, every well-formed name of one is taken. */
  customFields: z.array(customField).optional(),
  /** Types of custom records there are; left out, every `customrecord…` is one. */
  customRecords: z.array(z.strictObject({ id: z.string(), name: z.string().optional() })).optional(),
  /** Records as the REST record service has them, by record type. */
  records: z.record(z.string(), z.array(z.custom<JsonObject>(isJsonObject))).default({}),
  /** What was deleted, oldest first. */
  deletedRecords: z
    .array(z.strictObject({ type: z.string(), id: z.string(), name: z.string(), deletedAt: z.string() }))
    .default([]),
  /** When what is available last changed, by `item@location`. A dump has it, since no record tells. */
  stockChangedAt: z.record(z.string(), z.string()).optional(),
})

export type NetSuiteSeed = z.input<typeof netsuiteSeed>
export type NetSuiteSettings = z.output<typeof netsuiteSeed>
