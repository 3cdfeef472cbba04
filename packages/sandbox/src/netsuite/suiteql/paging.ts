import { problems } from '../problem.js'

const maxLimit = 1_000

/** `limit` and `offset` of a query. @throws Problem when they are not what the service takes */
export const readPaging = ({ searchParams }: URL): { readonly limit: number; readonly offset: number } => {
  const limit = Number(searchParams.get('limit') ?? maxLimit)
  const offset = Number(searchParams.get('offset') ?? 0)
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit)
    throw problems.wrongParameter('limit', `The limit must be a whole number from 1 to ${maxLimit}.`)
  if (!Number.isInteger(offset) || offset < 0 || offset % limit !== 0)
    throw problems.wrongParameter('offset', 'The offset must be divisible by the limit.')
  return { limit, offset }
}
