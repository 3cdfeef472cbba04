import { open, rename } from 'node:fs/promises'
import { readLinesFile } from './read-lines-file.js'

/** Reads a kept state; undefined when there is no such file yet. */
export const readStateFile = async (path: string): Promise<unknown> => {
  try {
    return await readLinesFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    if (!(error instanceof SyntaxError)) throw error
    throw new Error(
      `The sandbox's state file ${path} is not JSON (${error.message}); move it away to start from the seed.`,
      { cause: error },
    )
  }
}

/** Bytes that are written at once. */
const writtenAtOnce = 1 << 20

/** Writes beside the file and puts it in its place at once, so that a crash leaves the old state or the new one. */
export const writeStateFile = async (path: string, pieces: Iterable<string | Uint8Array>): Promise<void> => {
  const draft = `${path}.draft`
  const file = await open(draft, 'w')
  try {
    let waiting: Uint8Array[] = []
    let length = 0
    const write = async () => {
      await file.writeFile(Buffer.concat(waiting))
      waiting = []
      length = 0
    }
    for (const piece of pieces) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
      waiting.push(bytes)
      length += bytes.length
      if (length >= writtenAtOnce) await write()
    }
    await write()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}
