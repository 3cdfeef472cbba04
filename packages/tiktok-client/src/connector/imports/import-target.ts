import type {
  CallContext,
  ImportDescription,
  ImportItem,
  ImportRequest,
  ImportResult,
  JsonObject,
} from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import type { ElementFailure } from '../../transport/element-failures.js'
import { toFailure } from '../to-failure.js'

/** One thing that can be written: what a flow may know of it, and how a page of items is written. */
export interface ImportTarget {
  readonly description: ImportDescription
  importMany(
    client: TikTokShopClient,
    request: ImportRequest,
    context: CallContext,
  ): Promise<readonly ImportResult[]>
}

/** Writes one item whose payload has been checked. */
type WriteItem<Payload> = (
  client: TikTokShopClient,
  payload: Payload,
  item: ImportItem,
  context: CallContext,
) => Promise<ImportResult>

/** An operation whose payload is checked before it is written. */
export const defineOperation = <Payload>(payload: z.ZodType<Payload>, write: WriteItem<Payload>) => ({
  payload,
  run: async (client: TikTokShopClient, item: ImportItem, context: CallContext): Promise<ImportResult> => {
    const parsed = payload.safeParse(item.payload)
    if (!parsed.success) return mapping(parsed.error)
    try {
      return await write(client, parsed.data, item, context)
    } catch (error) {
      return { status: 'failed', failure: toFailure(error) }
    }
  },
})

type Runnable = Pick<ReturnType<typeof defineOperation>, 'run'> & { readonly payload: z.ZodType }

/** A target whose items are written each by itself. */
export const defineTarget = (
  summary: string,
  operations: Readonly<Record<string, Runnable>>,
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
