import { ApiError } from '@tiktok-ns/client-kit'
import type { Answer } from '../transport/caller.js'
import { toRecordType } from './record-type.js'

/** A record of a known type. */
export interface RecordLink {
  /** As the REST API Browser spells it, although links say it in lower case. */
  readonly type: string
  /** Internal id, as text. */
  readonly id: string
}

const recordPath = /\/record\/v1\/([^/?]+)\/([^/?]+)\/?(?:\?.*)?$/

/** What record a link or `Location` points to; undefined when it is none, or only a part of one. */
export const toRecordLink = (href: string): RecordLink | undefined => {
  const found = recordPath.exec(href)
  const [, type, id] = found ?? []
  if (type === undefined || id === undefined) return undefined
  return { type: toRecordType(decodeURIComponent(type)), id: decodeURIComponent(id) }
}

/**
 * The record an answer without a body is about. Answers to creations, updates and transforms say it in `Location` alone.
 *
 * @throws ApiError when there is none: the record may be there all the same.
 */
export const readLocation = ({ headers, status }: Answer, request: string): RecordLink => {
  const link = toRecordLink(headers['location'] ?? '')
  if (link !== undefined && !link.id.startsWith('eid:')) return link
  throw new ApiError({
    kind: 'unavailable',
    message: `NetSuite answered ${status} without saying which record it wrote`,
    hint: 'Look for the record by its external id before writing it again.',
    status,
    request,
    outcomeUnknown: true,
  })
}
