import { linesOf } from '../records/lines.js'
import type { StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { madeFrom, referencedId } from '../records/references.js'
import type { Books } from './books.js'
import { decimalText } from './money.js'
import type { Entry, Posting } from './posting.js'

/** An account's sum of debits less credits, as decimal text in the currency of the books. */
export interface AccountBalance {
  readonly account: string
  readonly number: string
  readonly name: string
  readonly type: string
  readonly debit: string
  readonly credit: string
  /** `debit` less `credit`. */
  readonly balance: string
}

/** One posting of an account, with the balance after it. */
export interface RegisterRow {
  readonly date: string
  readonly transaction: string
  readonly type: string
  readonly tranId: string | undefined
  readonly externalId: string | undefined
  readonly document: string
  readonly entity: string | undefined
  readonly memo: string | undefined
  readonly amount: string
  /** In the currency of the transaction. */
  readonly foreignAmount: string
  readonly currency: string
  readonly balance: string
}

export interface BalanceOf {
  /** What the postings have in common: an order's or a customer's id, a memo, the value of a field. */
  readonly key: string
  readonly balance: string
}

export interface BalanceQuery {
  /** Internal id or number of an account; left out, all receivable accounts. */
  readonly account?: string
  /** The last day that counts, `2026-03-31`; left out, all. */
  readonly asOf?: string
  /**
   * What to add up by: `document` (the invoice, the deposit), `order` (the sales order at the start of the chain of documents),
   * `entity`, `memo`, `externalId`, or any other field of the line or the transaction.
   */
  readonly by: string
  /** Leaves out what comes to nothing. Default true. */
  readonly isOpen?: boolean
}

/** What can be read off the general ledger. Amounts are decimal text in the currency of the books. */
export interface LedgerReads {
  /** Every account that was ever posted to, as of the end of a day. The balances come to nothing. */
  trialBalance(asOf?: string): readonly AccountBalance[]
  /** An account's postings in order of their dates. */
  register(account: string, asOf?: string): readonly RegisterRow[]
  /** The sum of an account; 0 for one that was never posted to. */
  balance(account: string, asOf?: string): string
  /** An account's balance, taken apart. */
  balancesBy(query: BalanceQuery): readonly BalanceOf[]
  /** The postings of one transaction; empty when it does not post. */
  entry(transactionId: string): readonly (Pick<Posting, 'account' | 'document' | 'line'> & {
    readonly amount: string
  })[]
}

const accountType = recordType('account')
const transactionType = recordType('salesOrder')

export const createLedgerReads = (books: Books): LedgerReads => {
  const { store } = books.ground
  const text = (minor: number): string => decimalText(minor, books.base.exponent)

  const until = (asOf: string | undefined): readonly Entry[] =>
    [...books.entries()].filter(({ date }) => asOf === undefined || date <= asOf)

  const idOf = (account: string): string =>
    store.get(accountType, account)?.id ??
    store.list(accountType).find(({ fields }) => fields['acctNumber'] === account)?.id ??
    account

  const typeOf = (account: string): string =>
    referencedId(store.get(accountType, account)?.fields['acctType']) ?? ''

  const orderOf = (document: string, seen = new Set<string>()): string => {
    const record = store.find(transactionType, document)
    const above =
      record === undefined
        ? undefined
        : (madeFrom(record.fields) ?? referencedId(record.fields['salesOrder']))
    if (above === undefined || seen.has(above)) return document
    return orderOf(above, seen.add(above))
  }

  const keyOf = (by: string, posting: Posting, transaction: StoredRecord): string => {
    if (by === 'document') return posting.document
    if (by === 'order') return orderOf(posting.document)
    if (by === 'entity') return posting.entity ?? ''
    if (by === 'memo') return posting.memo ?? ''
    const line = ['line', 'item', 'expense', 'other', 'cashback']
      .flatMap(sublist => linesOf(transaction.fields[sublist]) ?? [])
      .find(own => own['line'] === posting.line)
    const value = line?.[by] ?? transaction.fields[by]
    return referencedId(value) ?? String(value ?? '')
  }

  return {
    trialBalance: asOf => {
      const sums = new Map<string, { debit: number; credit: number }>()
      for (const { postings } of until(asOf))
        for (const { account, amount } of postings) {
          const sum = sums.get(account) ?? { debit: 0, credit: 0 }
          sums.set(account, {
            debit: sum.debit + Math.max(amount, 0),
            credit: sum.credit + Math.max(-amount, 0),
          })
        }
      return [...sums]
        .map(([account, { debit, credit }]): AccountBalance => {
          const fields = store.get(accountType, account)?.fields ?? {}
          return {
            account,
            number: String(fields['acctNumber'] ?? ''),
            name: String(fields['acctName'] ?? ''),
            type: typeOf(account),
            debit: text(debit),
            credit: text(credit),
            balance: text(debit - credit),
          }
        })
        .sort((left, right) => (left.number < right.number ? -1 : 1))
    },
    register: (account, asOf) => {
      const id = idOf(account)
      let balance = 0
      return [...until(asOf)]
        .sort((left, right) => (left.date < right.date ? -1 : left.date > right.date ? 1 : 0))
        .flatMap(({ transaction, date, currency, postings, exponent }) =>
          postings
            .filter(posting => posting.account === id)
            .map((posting): RegisterRow => {
              balance += posting.amount
              const { tranId, externalId } = transaction.fields
              return {
                date,
                transaction: transaction.id,
                type: transaction.type.name,
                tranId: typeof tranId === 'string' ? tranId : undefined,
                externalId: typeof externalId === 'string' ? externalId : undefined,
                document: posting.document,
                entity: posting.entity,
                memo: posting.memo,
                amount: text(posting.amount),
                foreignAmount: decimalText(posting.foreign, exponent),
                currency,
                balance: text(balance),
              }
            }),
        )
    },
    balance: (account, asOf) => {
      const id = idOf(account)
      const own = until(asOf).flatMap(({ postings }) => postings.filter(posting => posting.account === id))
      return text(own.reduce((sum, { amount }) => sum + amount, 0))
    },
    balancesBy: ({ account, asOf, by, isOpen = true }) => {
      const id = account === undefined ? undefined : idOf(account)
      const sums = new Map<string, number>()
      for (const { transaction, postings } of until(asOf))
        for (const posting of postings) {
          const counts = id === undefined ? typeOf(posting.account) === 'AcctRec' : posting.account === id
          if (!counts) continue
          const key = keyOf(by, posting, transaction)
          sums.set(key, (sums.get(key) ?? 0) + posting.amount)
        }
      return [...sums]
        .filter(([, sum]) => !isOpen || sum !== 0)
        .map(([key, sum]) => ({ key, balance: text(sum) }))
    },
    entry: transactionId =>
      (books.entryOf(transactionId)?.postings ?? []).map(({ account, amount, document, line }) => ({
        account,
        amount: text(amount),
        document,
        line,
      })),
  }
}
