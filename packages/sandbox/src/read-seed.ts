import { readFile } from 'node:fs/promises'
import { readLinesFile } from './lines/read-lines-file.js'
import { checkSeed, type SandboxSeed } from './seed.js'

/**
 * Reads a seed from a file and checks it: JSON, or lines of it where the name ends with `.ndjson` or `.jsonl`. In lines a seed may have
 * any size, and orders are read when they are asked for.
 *
 * @throws {TypeError} with every wrong place named
 * @throws SyntaxError when it is not JSON, and what the file system says when it cannot be read
 */
export const readSeed = async (path: string): Promise<SandboxSeed> =>
  checkSeed(
    /\.(ndjson|jsonl)$/i.test(path) ? await readLinesFile(path) : JSON.parse(await readFile(path, 'utf8')),
  )
