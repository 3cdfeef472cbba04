import { readFile, rename, writeFile } from 'node:fs/promises'

/** Reads a kept state; undefined when there is no such file yet. */
export const readStateFile = async (path: string): Promise<unknown> => {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`The sandbox's state file ${path} is not JSON; move it away to start from the seed.`, {
      cause: error,
    })
  }
}

/** Writes beside the file and puts it in its place at once, so that a crash leaves the old state or the new one. */
export const writeStateFile = async (path: string, state: unknown): Promise<void> => {
  const draft = `${path}.draft`
  await writeFile(draft, JSON.stringify(state))
  await rename(draft, path)
}
