import type { JsonObject } from '@tiktok-ns/flow-engine'
import { type Amount, toAmount } from './amounts.js'
import type { PostingLine } from './posting-line.js'
import { objectAt, textAt } from './statement-row.js'
import { sideOf } from './to-postings.js'

/** An entry of a statement that NetSuite has already. */
export interface PostedEntry {
  readonly externalId: string
  /** 0 for the statement itself, then 1 for its first correction, and so on. */
  readonly change: number
  /** Which part of its change it is, from 1, and of how many; undefined when somebody has rewritten the memo. */
  readonly part: number
  readonly of: number | undefined
  /** The version of the statement that it was made from; undefined when somebody has rewritten the memo. */
  readonly version: string | undefined
}

/** External id of an entry: `TTS-US1-JE-7300`, `...-2` for its second part, `...-adj1` for its first correction. */
export const externalIdOf = (base: string, change: number, part: number): string =>
  `${base}${change === 0 ? '' : `-adj${change}`}${part === 1 ? '' : `-${part}`}`

/** What an entry says of where it comes from: read again by later runs, so that nothing else has to remember. */
export const memoOf = (
  title: string,
  { change, part, of, version }: Omit<PostedEntry, 'externalId'>,
): string =>
  `${title}${change === 0 ? '' : `, correction ${change}`}, part ${part} of ${of ?? part}, version ${version ?? ''}`

const entryMemo = /part (\d+) of (\d+), version ([0-9a-f]{16})/

/** The entries of a statement among what a lookup by external id gave. */
export const toPostedEntries = (base: string, found: readonly JsonObject[]): readonly PostedEntry[] => {
  // Case does not count in external ids.
  const pattern = new RegExp(`^${base}(?:-adj(\\d+))?(?:-(\\d+))?$`, 'i')
  return found.flatMap(record => {
    const externalId = textAt(record, 'externalid')
    const match = pattern.exec(externalId)
    if (match === null) return []
    const [, , of, version] = entryMemo.exec(textAt(record, 'memo')) ?? []
    return [
      {
        externalId,
        change: Number(match[1] ?? 0),
        part: Number(match[2] ?? 1),
        of: of === undefined ? undefined : Number(of),
        version,
      },
    ]
  })
}

/** Lines of entries as NetSuite gives them back; lines on clearing are left out, because every entry balances through it. */
export const toPostedLines = (
  lines: readonly JsonObject[],
  clearingAccount: string,
): readonly PostingLine[] =>
  lines
    .filter(line => idAt(line, 'account') !== clearingAccount)
    .map(line => {
      const dimensions = Object.fromEntries(
        ['class', 'department', 'location', 'entity'].flatMap(name => {
          const id = idAt(line, name)
          return id === '' ? [] : [[name, id]]
        }),
      )
      const memo = textAt(line, 'memo')
      const amount = toAmount(line['debit']).minus(toAmount(line['credit']))
      const apart = setApart(memo, amount)
      return {
        account: idAt(line, 'account'),
        ...dimensions,
        amount,
        memo,
        ...(apart === undefined ? {} : { apart }),
      }
    })

/** What sets a line apart from others of its account, as its memo tells. */
export const setApart = (memo: string, amount: Amount): string | undefined => {
  if (memo === 'tax.facilitator') return sideOf(amount)
  return /^(order|sku) \S+$/.test(memo) ? memo : undefined
}

const idAt = (line: JsonObject, field: string): string => textAt(objectAt(line, field), 'id')
