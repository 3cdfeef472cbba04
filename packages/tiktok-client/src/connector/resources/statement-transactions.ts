import { ApiError } from '@tiktok-ns/client-kit'
import type { JsonSchema } from '@tiktok-ns/flow-engine'
import { recordSchemas } from '../../generated/record-schemas.js'
import type { Statement, StatementTransactionsAnswer } from '../../resources/finance/finance.js'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import type { CallOptions } from '../../transport/call-endpoint.js'
import { toJson } from '../to-json.js'
import { findInList, type Resource, seconds, text, toBounds, whereOf } from './resource.js'

const statementTotals: JsonSchema = {
  type: 'object',
  properties: {
    total_count: { type: 'integer' },
    status: text,
    total_settlement_amount: text,
    total_reserve_amount: text,
    payable_amount: text,
    total_settlement_breakdown: { type: 'object' },
  },
}

/** What statements are made of: of one statement, or of all whose time lies in the window. */
export const statementTransactions: Resource = {
  description: {
    summary:
      'Orders, adjustments and reserves of statements, each with its statement’s id, time, currency and totals.',
    record: {
      ...recordSchemas.statementTransaction,
      properties: {
        ...recordSchemas.statementTransaction.properties,
        statement_id: text,
        statement_time: { type: 'integer' },
        currency: text,
        statement_totals: statementTotals,
      },
    },
    // Who knows a statement's time and currency spares the call that looks for it.
    where: whereOf({
      statement_id: text,
      statement_time: seconds,
      currency: text,
      payment_status: text,
      statement_time_ge: seconds,
      statement_time_lt: seconds,
    }),
    cursorFields: { statement_time: 'epoch-seconds' },
    idField: 'id',
    maxPageSize: 100,
  },
  async *exportPages(client, { ids, where, window, pageSize }, context) {
    const { statement_id: statementId, statement_time: time, currency, ...filter } = where
    if (ids !== undefined && typeof statementId !== 'string') {
      throw new ApiError({
        kind: 'invalid',
        message: 'TikTok Shop finds no transaction by its id alone',
        hint: 'Name its statement with where.statement_id.',
      })
    }
    const statements = client.finance.statements({ ...filter, ...toBounds(window) }, context)
    const known =
      typeof statementId === 'string' && typeof time === 'number'
        ? { id: statementId, statement_time: time, ...(typeof currency === 'string' ? { currency } : {}) }
        : undefined
    const chosen =
      typeof statementId === 'string'
        ? [known ?? (await findStatement(client, statementId, context))]
        : statements
    const wanted = ids === undefined ? undefined : new Set(ids)
    for await (const statement of chosen) {
      const list = client.finance.statementTransactions(statement.id, { ...context, pageSize })
      for await (const { items, totalCount, answer } of list.pages()) {
        const rows = wanted === undefined ? items : items.filter(({ id = '' }) => wanted.has(id))
        if (rows.length === 0 && wanted !== undefined) continue
        const more = aboutStatement(statement, answer)
        yield {
          // A row that says something of its own, another currency for one, is believed.
          records: rows.map(row => toJson({ ...more, ...row })),
          ...(totalCount === undefined ? {} : { totalCount }),
        }
      }
    }
  },
}

const findStatement = async (
  client: TikTokShopClient,
  id: string,
  context: CallOptions,
): Promise<Statement> => {
  const list = client.finance.statements({}, { ...context, sortOrder: 'DESC' })
  const [statement] = await findInList(list, [id], found => found.id)
  return statement ?? { id }
}

/** What the answer says about the whole statement: the same for all of its rows. */
const aboutStatement = (statement: Statement, answer: StatementTransactionsAnswer) => {
  const { total_count, status, total_settlement_amount, total_reserve_amount, payable_amount } = answer
  return {
    statement_id: statement.id,
    statement_time: statement.statement_time,
    currency: answer.currency ?? statement.currency,
    statement_totals: {
      total_count,
      status,
      total_settlement_amount,
      total_reserve_amount,
      payable_amount,
      total_settlement_breakdown: answer.total_settlement_breakdown,
    },
  }
}
