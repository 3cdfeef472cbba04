import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Tokens, tokensShape } from './tokens.js'

/** Tokens as text and back, encrypted where there is a key. */
export interface TokenCodec {
  encode(tokens: Tokens): string
  /** Undefined where the text is damaged, or encrypted with another key. */
  decode(text: string): Tokens | undefined
}

const encryptedShape = z.object({
  cipher: z.literal('aes-256-gcm'),
  iv: z.base64(),
  tag: z.base64(),
  text: z.base64(),
})

const keyBytes = 32

/** @throws TypeError where the key is not 32 bytes. */
export const createTokenCodec = (encryptionKey: Uint8Array | string | undefined): TokenCodec => {
  const key = encryptionKey === undefined ? undefined : toKey(encryptionKey)
  return {
    encode: tokens => {
      const text = JSON.stringify(tokens)
      return key === undefined ? text : encrypt(text, key)
    },
    decode: text => {
      const value = parse(text)
      const encrypted = encryptedShape.safeParse(value)
      if (!encrypted.success) return tokensShape.safeParse(value).data
      if (key === undefined) return undefined
      const opened = decrypt(encrypted.data, key)
      return opened === undefined ? undefined : tokensShape.safeParse(parse(opened)).data
    },
  }
}

const toKey = (given: Uint8Array | string): Uint8Array => {
  const key =
    typeof given === 'string' ? Buffer.from(given, /^[0-9a-f]{64}$/i.test(given) ? 'hex' : 'base64') : given
  if (key.length === keyBytes) return key
  throw new TypeError(`The encryption key must be ${keyBytes} bytes, or their hex or base64 text`)
}

const encrypt = (text: string, key: Uint8Array): string => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const file: z.infer<typeof encryptedShape> = {
    cipher: 'aes-256-gcm',
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    text: sealed.toString('base64'),
  }
  return JSON.stringify(file)
}

const decrypt = ({ iv, tag, text }: z.infer<typeof encryptedShape>, key: Uint8Array): string | undefined => {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'), { authTagLength: 16 })
    decipher.setAuthTag(Buffer.from(tag, 'base64'))
    return Buffer.concat([decipher.update(text, 'base64'), decipher.final()]).toString('utf8')
  } catch {
    return undefined // another key, or changed since it was written
  }
}

// The parser's own message would quote the text, which holds secrets.
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
