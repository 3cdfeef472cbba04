/** A report before it is Markdown, CSV or a page: the same facts, tables and picture in each. */
export interface ReportDocument {
  readonly title: string
  /** What is true of the whole, such as the currency. */
  readonly facts: readonly (readonly [label: string, value: string])[]
  /** From gross to payout. */
  readonly waterfall: readonly WaterfallStep[]
  readonly tables: readonly ReportTable[]
  /** What does not add up, and what to know. Empty when all is well. */
  readonly notes: readonly string[]
}

export interface WaterfallStep {
  readonly label: string
  /** Decimal text, signed. */
  readonly amount: string
  /** Of sales: `12.8 %`; empty where nothing was sold. */
  readonly share: string
  /** `total` stands on the ground: what is left, or what comes in at the start. */
  readonly kind: 'change' | 'total'
}

export interface ReportTable {
  readonly title: string
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly (readonly string[])[]
  /** How many of the last rows are sums of those above. */
  readonly sumRows?: number
}

export interface ReportColumn {
  readonly title: string
  /** Amounts and counts stand on the right. */
  readonly align?: 'right'
}
