import { ApiError } from '@tiktok-ns/client-kit'
import type { JsonObject } from '@tiktok-ns/flow-engine'
import { recordSchemas } from '../../generated/record-schemas.js'
import type { Statement, StatementTransaction } from '../../resources/finance/finance.js'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import type { CallOptions } from '../../transport/call-endpoint.js'
import { toJson } from '../to-json.js'
import {
  findInList,
  type Resource,
  seconds,
  text,
  toBounds,
  toOnePage,
  toPages,
  whereOf,
} from './resource.js'

/** What statements are made of: of one statement, or of all whose time lies in the window. */
export const statementTransactions: Resource = {
  description: {
    summary:
      'Orders, adjustments and reserves of statements, each with its statement’s id, time and currency.',
    record: {
      ...recordSchemas.statementTransaction,
      properties: {
        ...recordSchemas.statementTransaction.properties,
        statement_id: text,
        statement_time: { type: 'integer' },
        currency: text,
      },
    },
    where: whereOf({
      statement_id: text,
      payment_status: text,
      statement_time_ge: seconds,
      statement_time_lt: seconds,
    }),
    cursorFields: { statement_time: 'epoch-seconds' },
    idField: 'id',
    maxPageSize: 100,
  },
  async *exportPages(client, { ids, where, window, pageSize }, context) {
    const { statement_id: statementId, ...filter } = where
    if (ids !== undefined && typeof statementId !== 'string') {
      throw new ApiError({
        kind: 'invalid',
        message: 'TikTok Shop finds no transaction by its id alone',
        hint: 'Name its statement with where.statement_id.',
      })
    }
    const statements = client.finance.statements({ ...filter, ...toBounds(window) }, context)
    const chosen =
      typeof statementId === 'string' ? [await findStatement(client, statementId, context)] : statements
    for await (const statement of chosen) {
      const list = client.finance.statementTransactions(statement.id, { ...context, pageSize })
      const toRecord = (row: StatementTransaction) => withStatement(row, statement)
      if (ids === undefined) yield* toPages(list, toRecord)
      else yield* toOnePage((await findInList(list, ids, ({ id }) => id)).map(toRecord))
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

const withStatement = (row: StatementTransaction, statement: Statement): JsonObject =>
  toJson({
    ...row,
    statement_id: statement.id,
    statement_time: statement.statement_time,
    currency: statement.currency,
  })
