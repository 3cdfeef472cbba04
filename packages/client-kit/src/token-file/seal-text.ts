import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Text as it may lie on a disk, and back: encrypted where there is a key. */
export interface TextSeal {
  seal(text: string): string
  /** Undefined where the text is damaged, or sealed with another key. Text that was never sealed comes back as it is. */
  open(sealed: string): string | undefined
}

interface Sealed {
  readonly cipher: 'aes-256-gcm'
  /** Base64, as the others. */
  readonly iv: string
  readonly tag: string
  readonly text: string
}

const keyBytes = 32

/**
 * @param encryptionKey 32 bytes, or their hex or base64 text; without one nothing is encrypted.
 * @throws TypeError where the key has another length.
 */
export const createTextSeal = (encryptionKey: Uint8Array | string | undefined): TextSeal => {
  const key = encryptionKey === undefined ? undefined : toKey(encryptionKey)
  return {
    seal: text => (key === undefined ? text : JSON.stringify(encrypt(text, key))),
    open: sealed => {
      const found = parseJson(sealed)
      if (!isSealed(found)) return sealed
      return key === undefined ? undefined : decrypt(found, key)
    },
  }
}

const toKey = (given: Uint8Array | string): Uint8Array => {
  const key =
    typeof given === 'string' ? Buffer.from(given, /^[0-9a-f]{64}$/i.test(given) ? 'hex' : 'base64') : given
  if (key.length === keyBytes) return key
  throw new TypeError(`The encryption key must be ${keyBytes} bytes, or their hex or base64 text`)
}

const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' &&
  value !== null &&
  'cipher' in value &&
  value.cipher === 'aes-256-gcm' &&
  'iv' in value &&
  typeof value.iv === 'string' &&
  'tag' in value &&
  typeof value.tag === 'string' &&
  'text' in value &&
  typeof value.text === 'string'

const encrypt = (text: string, key: Uint8Array): Sealed => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return {
    cipher: 'aes-256-gcm',
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    text: sealed.toString('base64'),
  }
}

const decrypt = ({ iv, tag, text }: Sealed, key: Uint8Array): string | undefined => {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'), { authTagLength: 16 })
    decipher.setAuthTag(Buffer.from(tag, 'base64'))
    return Buffer.concat([decipher.update(text, 'base64'), decipher.final()]).toString('utf8')
  } catch {
    return undefined // another key, or changed since it was written
  }
}

/** Undefined for what is no JSON: the parser's own message would quote the text, which holds secrets. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
