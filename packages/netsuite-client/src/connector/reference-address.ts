import type { ImportItem, RecordReference } from '@tiktok-ns/flow-engine'
import type { RecordAddress } from '../records/record-address.js'

/** The internal id, else the external one; undefined when there is neither. */
export const toAddress = ({
  ref,
  externalId,
}: Pick<ImportItem, 'ref' | 'externalId'>): RecordAddress | undefined =>
  ref ?? (externalId === undefined ? undefined : { externalId })

export const toReferenceAddress = (
  reference: RecordReference | undefined,
): { readonly record: string; readonly address: RecordAddress } | undefined => {
  const address = reference === undefined ? undefined : toAddress(reference)
  return reference === undefined || address === undefined ? undefined : { record: reference.record, address }
}
