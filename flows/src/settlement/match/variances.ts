import type { Failure, FailureKind } from '@tiktok-ns/flow-engine'

/** How a settled row can differ from the books. */
export type VarianceType =
  | 'missing-order'
  | 'timing'
  | 'amount-differs'
  | 'rounding'
  | 'duplicate'
  | 'chargeback'
  | 'fee-rate'

interface VarianceDescription {
  readonly title: string
  readonly kind: FailureKind
  /** What somebody does about it. */
  readonly next: string
}

/** What each is called among the parked records, and what to do about it. */
const variances: Readonly<Record<VarianceType, VarianceDescription>> = {
  'missing-order': {
    title: 'missing order',
    kind: 'missing',
    next: 'Import the order, or book it on an opening balance when it is older than the cut-over; then retry.',
  },
  timing: {
    title: 'timing',
    kind: 'missing',
    next: 'Bill or credit the order in NetSuite, then retry.',
  },
  'amount-differs': {
    title: 'amount differs',
    kind: 'invalid',
    next: 'Correct the document in NetSuite, or write the difference off there; then retry.',
  },
  rounding: {
    title: 'rounding',
    kind: 'invalid',
    next: 'Write the cents off, or set tolerance so that they are let be; then retry.',
  },
  duplicate: {
    title: 'duplicate',
    kind: 'duplicate',
    next: 'Void the document that is one too many, or claim the money from TikTok; then retry.',
  },
  chargeback: {
    title: 'chargeback',
    kind: 'invalid',
    next: 'Decide whether to dispute it or to credit the order, then resolve this record.',
  },
  'fee-rate': {
    title: 'fee rate unusual',
    kind: 'invalid',
    next: 'Nothing is posted about it. Claim the difference from TikTok or correct rates, then resolve this record.',
  },
}

/** A variance as a failure: the record is parked under it until somebody has dealt with it. */
export const varianceFailure = (type: VarianceType, message: string): Failure => {
  const { title, kind, next } = variances[type]
  return { kind, code: type, message: `${title}: ${message}`, hint: next }
}
