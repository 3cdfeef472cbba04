import { isApiError } from '@tiktok-ns/client-kit'

/**
 * Whether NetSuite refused a record because its external id, or its name, is taken.
 *
 * Knows every wording: "This entity already exists.", "This record already exists." in a 400 `USER_ERROR`, and `DUP_RCRD`,
 * `DUP_ENTITY`, `UNIQUE_CUST_ID_REQD`.
 */
export const isDuplicate = (error: unknown): boolean => isApiError(error) && error.kind === 'duplicate'

/**
 * Whether NetSuite does not have the record. It says 404 for entities and items, and for transactions 400 with "Transaction type
 * specified is incorrect", which may also mean that the id is another type's.
 */
export const isMissing = (error: unknown): boolean => isApiError(error) && error.kind === 'missing'

/**
 * Whether the write may have been done although an error came back: the connection broke, the answer was a server error, or
 * NetSuite refused with 400 and made the record all the same (an invoice whose deposit could not be applied).
 *
 * Look for the external id before writing again.
 */
export const mayBeDone = (error: unknown): boolean => isApiError(error) && error.outcomeUnknown
