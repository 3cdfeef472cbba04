import type { ParkedRecord } from '@tiktok-ns/flow-engine'

/** A parked record without the record itself, which holds a buyer's data: who needs it asks for it by name. */
export type ParkedSummary = Omit<ParkedRecord, 'record' | 'payload'>

export const withoutData = ({ record: _, payload: __, ...summary }: ParkedRecord): ParkedSummary => summary
