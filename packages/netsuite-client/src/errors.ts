import { isApiError } from '@tiktok-ns/client-kit'

/** Whether NetSuite refused a record because its external id, or its name, is taken. Knows every wording of it. */
export const isDuplicate = (error: unknown): boolean => isApiError(error) && error.kind === 'duplicate'

/** Whether NetSuite does not have the record. It says 404 for entities and items, and 400 for transactions. */
export const isMissing = (error: unknown): boolean => isApiError(error) && error.kind === 'missing'
