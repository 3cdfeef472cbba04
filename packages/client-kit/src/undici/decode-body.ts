import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'

const decoders: Readonly<Record<string, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  gzip: promisify<Uint8Array, Uint8Array>(gunzip),
  'x-gzip': promisify<Uint8Array, Uint8Array>(gunzip),
  deflate: promisify<Uint8Array, Uint8Array>(inflate),
  br: promisify<Uint8Array, Uint8Array>(brotliDecompress),
  identity: async bytes => bytes,
}

/** The body as it was before the server encoded it; unchanged where it names an encoding that nobody asked for. */
export const decodeBody = async (bytes: Uint8Array, contentEncoding = ''): Promise<Uint8Array> => {
  if (contentEncoding === '' || bytes.length === 0) return bytes
  const encodings = contentEncoding.split(',').map(name => name.trim().toLowerCase())
  let decoded = bytes
  for (const encoding of encodings.reverse()) {
    const decode = decoders[encoding]
    if (decode === undefined) return bytes
    decoded = await decode(decoded)
  }
  return decoded
}
