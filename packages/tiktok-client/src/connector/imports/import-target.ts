import type {
  CallContext,
  ImportDescription,
  ImportItem,
  ImportPreview,
  ImportRequest,
  ImportResult,
  JsonObject,
} from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import type { ElementFailure } from '../../transport/element-failures.js'
import { toFailure } from '../to-failure.js'
import { doOnce, foreseeOnce, type Once } from './do-once.js'

/** One thing that can be written: what a flow may know of it, and how a page of items is written. */
export interface ImportTarget {
  readonly description: ImportDescription
  importMany(
    client: TikTokShopClient,
    request: ImportRequest,
    context: CallContext,
  ): Promise<readonly ImportResult[]>
  /** What writing would do, where that can be read. */
  previewMany?(
    client: TikTokShopClient,
    request: ImportRequest,
    context: CallContext,
  ): Promise<readonly (ImportPreview | undefined)[]>
}

/** How one item whose payload has been checked is written, and how it is seen that it is written already. */
type PlanWrite<Payload> = (
  client: TikTokShopClient,
  payload: Payload,
  item: ImportItem,
  context: CallContext,
) => Once

/** An operation whose payload is checked before it is written. */
export const defineOperation = <Payload>(
  payload: z.ZodType<Payload>,
  planWrite: PlanWrite<Payload>,
): Operation => ({
  payload,
  run: async (client, item, context) => {
    const parsed = payload.safeParse(item.payload)
    if (!parsed.success) return mapping(parsed.error)
    try {
      return await doOnce(item, planWrite(client, parsed.data, item, context))
    } catch (error) {
      return { status: 'failed', failure: toFailure(error) }
    }
  },
  preview: async (client, item, context) => {
    const parsed = payload.safeParse(item.payload)
    if (!parsed.success) return toPreview(mapping(parsed.error))
    try {
      return await foreseeOnce(item, planWrite(client, parsed.data, item, context))
    } catch (error) {
      return { would: 'fail', failure: toFailure(error) }
    }
  },
})

type ActOnItem<Result> = (client: TikTokShopClient, item: ImportItem, context: CallContext) => Promise<Result>

interface Operation {
  readonly payload: z.ZodType
  readonly run: ActOnItem<ImportResult>
  readonly preview: ActOnItem<ImportPreview | undefined>
}

/** A target whose items are written each by itself. */
export const defineTarget = (
  summary: string,
  operations: Readonly<Record<string, Operation>>,
): ImportTarget => ({
  description: {
    summary,
    operations: Object.keys(operations),
    payload: toPayloadSchema(Object.values(operations).map(({ payload }) => payload)),
    answer: { type: 'object' },
  },
  importMany: async (client, { target, operation, items }, context) => {
    const chosen = Object.hasOwn(operations, operation) ? operations[operation] : undefined
    if (chosen === undefined) return items.map(() => noOperation(target, operation, Object.keys(operations)))
    return Promise.all(items.map(item => chosen.run(client, item, context)))
  },
  previewMany: async (client, { target, operation, items }, context) => {
    const chosen = Object.hasOwn(operations, operation) ? operations[operation] : undefined
    if (chosen === undefined)
      return items.map(() => toPreview(noOperation(target, operation, Object.keys(operations))))
    return Promise.all(items.map(item => chosen.preview(client, item, context)))
  },
})

export const noOperation = (target: string, operation: string, known: readonly string[]): ImportResult => ({
  status: 'failed',
  failure: {
    kind: 'invalid',
    message: `TikTok Shop's ${target} has no operation "${operation}"`,
    hint: `It has ${known.join(', ')}.`,
  },
})

/** The payloads' schemas as one that a flow is checked against. */
export const toPayloadSchema = (payloads: readonly z.ZodType[]): JsonObject => {
  const schemas = payloads.map(payload =>
    JSON.parse(JSON.stringify(z.toJSONSchema(payload, { io: 'input' }))),
  )
  const [first] = schemas
  return schemas.length === 1 ? first : { type: 'object', anyOf: schemas }
}

/** A payload that does not fit: the flow's mapping is wrong, or the record lacks something. */
export const mapping = (error: z.ZodError): ImportResult => {
  const [issue] = error.issues
  return {
    status: 'failed',
    failure: {
      kind: 'mapping',
      message: `The payload is wrong at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'wrong shape'}`,
      hint: 'Correct the payload of the import step.',
    },
  }
}

/** What a result that needs no write means beforehand. */
export const toPreview = (result: ImportResult): ImportPreview | undefined => {
  switch (result.status) {
    case 'failed':
      return { would: 'fail', failure: result.failure }
    case 'ignored':
      return { would: 'nothing', reason: result.reason }
    case 'written':
      return result.change === 'unchanged'
        ? { would: 'nothing', ref: result.ref, reason: 'TikTok Shop has it as wanted already' }
        : undefined
    default:
      return result satisfies never
  }
}

export const written = (
  change: 'created' | 'updated' | 'unchanged',
  ref: string,
  answer: JsonObject = { id: ref },
): ImportResult => ({ status: 'written', change, ref, answer })

/** An element that TikTok refused within a call that succeeded. */
export const refused = ({
  kind,
  code,
  message,
  hint,
  outcomeUnknown,
  within,
}: ElementFailure): ImportResult => {
  const inner = within.map(({ id, message: words }) => `${id ?? 'unnamed'}: ${words}`).join('; ')
  return {
    status: 'failed',
    failure: {
      kind,
      message: inner === '' ? message : `${message} (${inner})`,
      ...(code === '' ? {} : { code }),
      ...(hint === undefined ? {} : { hint }),
      ...(outcomeUnknown ? { outcomeUnknown } : {}),
    },
  }
}
