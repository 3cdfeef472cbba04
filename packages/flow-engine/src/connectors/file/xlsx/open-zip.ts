import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, type Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'

/** What a ZIP archive holds; parts are streamed, so that one may be larger than memory. */
export interface ZipArchive {
  readonly names: readonly string[]
  /** Undefined where there is no part of that name. */
  read(name: string): Readable | undefined
}

interface Part {
  readonly name: string
  readonly method: number
  readonly size: number
  readonly headerAt: number
}

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
/** A comment may follow the end of the directory. */
const longestEnd = 22 + 0xffff
const unknownSize = 0xffffffff

/**
 * Opens a ZIP archive by its directory.
 *
 * @throws TypeError for what is no archive, or one of a kind that spreadsheets never are: split, encrypted, above 4 GB
 */
export const openZip = async (path: string): Promise<ZipArchive> => {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const read = async (start: number, length: number): Promise<Buffer> => {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, start)
      if (bytesRead < length) throw new TypeError('it ends too early')
      return buffer
    }
    const tail = await read(Math.max(0, size - longestEnd), Math.min(size, longestEnd))
    const parts = readDirectory(await directoryOf(tail, read))
    // The header of each part says anew how long its name is, and may say it differently.
    const starts = new Map<string, number>()
    for (const { name, headerAt } of parts) {
      const header = await read(headerAt, 30)
      starts.set(name, headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28))
    }
    return {
      names: parts.map(({ name }) => name),
      read: name => {
        const part = parts.find(one => one.name === name)
        const start = starts.get(name)
        return part === undefined || start === undefined ? undefined : streamOf(path, part, start)
      },
    }
  } finally {
    await file.close()
  }
}

const directoryOf = (
  tail: Buffer,
  read: (start: number, length: number) => Promise<Buffer>,
): Promise<Buffer> => {
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== endOfDirectory) continue
    return read(tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12))
  }
  throw new TypeError('it is no XLSX file (no ZIP archive)')
}

const readDirectory = (directory: Buffer): readonly Part[] => {
  const parts: Part[] = []
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === directoryEntry; ) {
    const nameLength = directory.readUInt16LE(at + 28)
    const part = {
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      size: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    }
    if ((directory.readUInt16LE(at + 8) & 1) === 1) throw new TypeError('it is protected by a password')
    if (part.size === unknownSize || part.headerAt === unknownSize)
      throw new TypeError('it is larger than 4 GB')
    parts.push(part)
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return parts
}

const streamOf = (path: string, { method, size }: Part, start: number): Readable => {
  if (method !== 0 && method !== 8) throw new TypeError(`it is compressed in a way nobody reads (${method})`)
  const stored = createReadStream(path, { start, end: Math.max(start, start + size - 1) })
  if (method === 0) return stored
  // pipeline hands errors on, so that whoever reads the end sees them.
  return pipeline(stored, createInflateRaw(), () => undefined)
}
