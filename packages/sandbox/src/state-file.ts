import { createReadStream } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { asJson } from './json.js'
import { fromLines, toLines } from './state-lines.js'

/** Reads a kept state; undefined when there is no such file yet. */
export const readStateFile = async (path: string): Promise<unknown> => {
  const input = createReadStream(path, 'utf8')
  try {
    return await fromLines(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    if (!(error instanceof SyntaxError)) throw error
    throw new Error(`The sandbox's state file ${path} is not JSON; move it away to start from the seed.`, {
      cause: error,
    })
  } finally {
    input.destroy()
  }
}

/** Writes beside the file and puts it in its place at once, so that a crash leaves the old state or the new one. */
export const writeStateFile = async (path: string, state: object): Promise<void> => {
  const draft = `${path}.draft`
  const lines = toLines(asJson(state))
  const file = await open(draft, 'w')
  try {
    for (const line of lines) await file.write(`${line}\n`)
  } finally {
    await file.close()
  }
  await rename(draft, path)
}
