import { maskPersonal, type ParkedRecord } from '@tiktok-ns/flow-engine'

/** A parked record without the record itself, which holds a buyer's data: who needs it asks for it by name. */
export type ParkedSummary = Omit<ParkedRecord, 'record' | 'payload'>

export const withoutData = ({ record: _, payload: __, ...summary }: ParkedRecord): ParkedSummary => summary

/** A parked record in which nothing tells who bought, and where it goes. */
export const maskParked = (parked: ParkedRecord, personal: ReadonlySet<string>): ParkedRecord => {
  const { payload, ...rest } = parked
  const { payload: masked } = maskPersonal({ payload: payload ?? null }, personal)
  return {
    ...rest,
    record: maskPersonal(parked.record, personal),
    ...(payload === undefined || masked === undefined ? {} : { payload: masked }),
  }
}
