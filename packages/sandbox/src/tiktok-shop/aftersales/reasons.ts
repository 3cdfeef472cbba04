import table from '../generated/reasons.json' with { type: 'json' }

export type ReasonKind = 'cancel' | 'return' | 'refund'
export type ReasonActor = 'buyer' | 'seller' | 'sellerReject' | 'system' | 'operator'

export interface Reason {
  readonly key: string
  readonly label: string
  /** Order statuses it is meant for; empty for any. */
  readonly statuses: readonly string[]
}

type Row = readonly (string | readonly string[])[]
const markets: Readonly<Record<string, Readonly<Record<string, readonly Row[]>>>> = table

const europe = new Set(['DE', 'ES', 'FR', 'IE', 'IT', 'NL', 'PL'])

const marketOf = (region: string): string => (region === 'GB' ? 'UK' : europe.has(region) ? 'EU' : region)

/** The reasons of a market for one kind of request and one party. */
export const reasonsOf = (region: string, kind: ReasonKind, actor: ReasonActor): readonly Reason[] =>
  (markets[marketOf(region)]?.[`${kind}.${actor}`] ?? []).map(([key, label, statuses]) => ({
    key: String(key),
    label: String(label),
    statuses: Array.isArray(statuses) ? statuses : [],
  }))

/** The label of a key, wherever in the market it is used; the key itself when the market does not know it. */
export const reasonLabel = (region: string, key: string): string => {
  for (const rows of Object.values(markets[marketOf(region)] ?? {})) {
    const row = rows.find(([candidate]) => candidate === key)
    if (row) return String(row[1])
  }
  return key
}
