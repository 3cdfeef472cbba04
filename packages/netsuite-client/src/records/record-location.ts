import { ApiError } from '@tiktok-ns/client-kit'
import type { Answer } from '../transport/caller.js'

/** The internal id of what was written: the last part of the `Location` header, which is all that NetSuite answers. */
export const idFromLocation = ({ headers }: Answer, request: string): string => {
  const id = headers['location']?.split('?')[0]?.split('/').at(-1)
  if (id !== undefined && id !== '') return decodeURIComponent(id)
  throw new ApiError({
    kind: 'unknown',
    message: 'NetSuite wrote the record but did not say where it is',
    hint: 'Read it by its external id.',
    request,
    outcomeUnknown: true,
  })
}
