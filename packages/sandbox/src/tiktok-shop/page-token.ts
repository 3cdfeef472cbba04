import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto'
import { ApiRefusal } from './api-refusal.js'

const key = createHash('sha256').update('tiktok-shop page tokens').digest()

/** Where a page starts: after the row with this sort value and id. */
export interface PagePosition {
  readonly after: number
  readonly id: string
}

/** An opaque token, bound to the query it was given for. */
export const encodePageToken = (queryKey: string, position: PagePosition): string => {
  const plain = JSON.stringify([position.after, position.id])
  const vector = vectorOf(queryKey, plain)
  const cipher = createCipheriv('aes-256-ctr', key, vector)
  return Buffer.concat([vector, cipher.update(plain), cipher.final()]).toString('base64')
}

/** Reads a token back; one of another query, or made up, is refused. */
export const decodePageToken = (queryKey: string, token: string): PagePosition => {
  const bytes = Buffer.from(token, 'base64')
  const vector = bytes.subarray(0, 16)
  if (bytes.length <= 16) throw invalidPageToken()
  const decipher = createDecipheriv('aes-256-ctr', key, vector)
  const plain = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString()
  if (!vectorOf(queryKey, plain).equals(vector)) throw invalidPageToken()
  const [after, id] = JSON.parse(plain)
  return { after: Number(after), id: String(id) }
}

/** The platform does not document its refusal of a bad token; this is the wording of its other parameter errors. */
export const invalidPageToken = (): ApiRefusal =>
  new ApiRefusal(36009004, 'param query.page_token is invalid')

const vectorOf = (queryKey: string, plain: string): Buffer =>
  createHmac('sha256', key).update(queryKey).update('\n').update(plain).digest().subarray(0, 16)
