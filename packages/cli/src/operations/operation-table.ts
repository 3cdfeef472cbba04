import type {
  AuditEntry,
  FlowPause,
  ForgottenCounts,
  HistoryEntry,
  ParkedRecord,
  PruneCounts,
  RunEntry,
  RunReport,
} from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { ConnectionState } from '../serve/connection-health.js'
import type { ParkedSummary } from './parked-summary.js'
import type { Story } from './tell-story.js'

/** How an operation is reached over HTTP, what it takes and what it answers. */
export interface OperationDefinition<Input extends z.ZodType, Answer> {
  readonly method: 'GET' | 'POST'
  readonly path: `/${string}`
  readonly summary: string
  readonly input: Input
  /** For types alone: answers come from this same program and are passed on as they are. */
  readonly answer: z.ZodType<Answer>
}

const define = <Input extends z.ZodType, Answer>(
  definition: OperationDefinition<Input, Answer>,
): OperationDefinition<Input, Answer> => definition

const answerOf = <Answer>(): z.ZodType<Answer> => z.custom<Answer>(value => value !== undefined)

// Everything may come as text of a query too.
const names = z
  .union([
    z.array(z.string()).readonly(),
    z.string().transform((text): readonly string[] => text.split(',').filter(Boolean)),
  ])
  .default([])
const limit = z.coerce.number().int().min(1).max(10_000).default(100)
const instant = z.iso
  .datetime({ offset: true })
  .describe('ISO 8601 with a zone, such as 2026-01-31T08:00:00Z')
const version = z.string().min(1).optional().describe('Of the flow as it ran, or how it begins.')
const by = z.string().min(1).default('api').describe('Who does it; kept in the audit log.')

/** One flow of the project, as it stands. */
export interface FlowStatus {
  readonly flow: string
  readonly lastRun?: RunEntry
  readonly openErrors: number
  readonly cursor?: string
  readonly waitingNotifications: number
  /** Since when, by whom and why it is paused. */
  readonly paused?: FlowPause
  /** Only a running `serve` knows the next two. */
  readonly running?: boolean
  readonly nextRunAt?: string
}

export interface CursorEntry {
  readonly flow: string
  readonly cursor?: string
}

/** What an operator can do, in the tool and over `/api` alike. One row makes a route, a client call and an OpenAPI entry. */
export const operationTable = {
  readStatus: define({
    method: 'GET',
    path: '/status',
    summary: 'Every flow with its last run, open errors and what waits.',
    input: z.strictObject({}),
    answer: answerOf<readonly FlowStatus[]>(),
  }),
  listConnections: define({
    method: 'GET',
    path: '/connections',
    summary:
      'Every connection as the running serve knows it: up or lost, since when and why. None where no serve runs.',
    input: z.strictObject({}),
    answer: answerOf<readonly ConnectionState[]>(),
  }),
  listRuns: define({
    method: 'GET',
    path: '/runs',
    summary: 'Runs, newest first.',
    input: z.strictObject({ flow: z.string().optional(), version, limit }),
    answer: answerOf<readonly RunEntry[]>(),
  }),
  listWritten: define({
    method: 'GET',
    path: '/runs/written',
    summary:
      'What one run wrote: the newest, or the one whose id begins like this. With a version, what all runs of it wrote.',
    input: z.strictObject({ runId: z.string().optional(), flow: z.string().optional(), version, limit }),
    answer: answerOf<readonly HistoryEntry[]>(),
  }),
  run: define({
    method: 'POST',
    path: '/runs',
    summary: 'Runs flows now: all, or those named.',
    input: z.strictObject({
      flows: names,
      since: instant.optional(),
      until: instant.optional(),
      ids: names,
      backfill: z
        .boolean()
        .default(false)
        .describe('Writes nothing into a shop, starts no following flow, and lets all other calls go first.'),
    }),
    answer: answerOf<readonly RunReport[]>(),
  }),
  listErrors: define({
    method: 'GET',
    path: '/errors',
    summary: 'Parked records, oldest first, without their data.',
    input: z.strictObject({
      flows: names,
      kind: z.string().optional(),
      status: z.enum(['open', 'resolved']).default('open'),
      since: instant.optional(),
      limit,
    }),
    answer: answerOf<readonly ParkedSummary[]>(),
  }),
  showErrors: define({
    method: 'GET',
    path: '/errors/show',
    summary: 'Everything kept about one parked record, in each flow that parked it.',
    input: z.strictObject({
      key: z.string().min(1),
      flow: z.string().optional(),
      unmasked: z.stringbool().or(z.boolean()).default(false).describe("With the buyer's personal data."),
    }),
    answer: answerOf<readonly ParkedRecord[]>(),
  }),
  changeError: define({
    method: 'POST',
    path: '/errors/change',
    summary: 'Resolves, assigns, tags or edits an open parked record.',
    input: z.strictObject({
      key: z.string().min(1),
      flow: z.string().optional(),
      resolve: z.boolean().default(false),
      assignee: z.string().optional(),
      tags: z.array(z.string()).readonly().optional(),
      record: z.record(z.string(), z.json()).optional(),
      by,
    }),
    answer: answerOf<{ readonly changed: readonly string[] }>(),
  }),
  retry: define({
    method: 'POST',
    path: '/errors/retry',
    summary: 'Tries parked records again, with the flows as they are now.',
    input: z.strictObject({
      flows: names,
      keys: names,
      kind: z.string().optional(),
      makeAgain: z
        .boolean()
        .default(false)
        .describe('Makes documents anew that were made before and that people have deleted.'),
      by,
    }),
    answer: answerOf<readonly RunReport[]>(),
  }),
  pause: define({
    method: 'POST',
    path: '/flows/pause',
    summary: 'Pauses flows: they read and write nothing, and what comes for them waits.',
    input: z.strictObject({ flows: names, why: z.string().min(1).optional(), by }),
    answer: answerOf<{ readonly paused: readonly string[] }>(),
  }),
  resume: define({
    method: 'POST',
    path: '/flows/resume',
    summary: 'Lets paused flows go on, one after the other: all, or those named.',
    input: z.strictObject({ flows: names, by }),
    answer: answerOf<readonly RunReport[]>(),
  }),
  explain: define({
    method: 'GET',
    path: '/explain',
    summary: 'The whole story of one order, external id or statement.',
    input: z.strictObject({ key: z.string().min(1) }),
    answer: answerOf<Story>(),
  }),
  listCursors: define({
    method: 'GET',
    path: '/cursors',
    summary: 'How far each flow has read.',
    input: z.strictObject({ flows: names }),
    answer: answerOf<readonly CursorEntry[]>(),
  }),
  setCursor: define({
    method: 'POST',
    path: '/cursors',
    summary: 'Sets how far a flow has read; without `to` it forgets.',
    input: z.strictObject({ flow: z.string(), to: instant.optional(), by }),
    answer: answerOf<CursorEntry>(),
  }),
  prune: define({
    method: 'POST',
    path: '/prune',
    summary: 'Deletes what is older than the project keeps it.',
    input: z.strictObject({ by }),
    answer: answerOf<PruneCounts>(),
  }),
  forget: define({
    method: 'POST',
    path: '/forget',
    summary: "Deletes the data of one person: of a TikTok buyer, by the order's user_id.",
    input: z.strictObject({ person: z.string().min(1), by }),
    answer: answerOf<ForgottenCounts>(),
  }),
  listAudit: define({
    method: 'GET',
    path: '/audit',
    summary: 'What people changed by hand, newest first.',
    input: z.strictObject({
      flow: z.string().optional(),
      key: z.string().optional(),
      since: instant.optional(),
      limit,
    }),
    answer: answerOf<readonly AuditEntry[]>(),
  }),
} as const

type Table = typeof operationTable

export type OperationName = keyof Table
export type OperationInput<Name extends OperationName> = z.input<Table[Name]['input']>
export type OperationAnswer<Name extends OperationName> = z.output<Table[Name]['answer']>

/** The operations, wherever they are done: in this process, or in a running `serve`. */
export type Operations = {
  readonly [Name in OperationName]: (input: OperationInput<Name>) => Promise<OperationAnswer<Name>>
}
