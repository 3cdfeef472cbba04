import { randomBytes } from 'node:crypto'
import { link, open, readdir, readFile, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { ApiError } from '../api-error.js'
import { createTextSeal, parseJson } from './seal-text.js'

export interface TokenFileOptions {
  /** The file's name without its version: `tokens.json` becomes `tokens.json.1`, `tokens.json.2` with every renewal. */
  readonly path: string
  /**
   * Encrypts the file with AES-256-GCM: 32 bytes, or their hex or base64 text as an environment variable would hold it. A file
   * that is not encrypted yet is read, and encrypted when it is written next.
   */
  readonly encryptionKey?: Uint8Array | string | undefined
}

export interface TokenFile<Tokens> {
  read(): Promise<Tokens | undefined>
  /** Keeps new tokens if those kept are still the ones to replace, and says whether it did. */
  replace(next: Tokens, isToReplace: (kept: Tokens | undefined) => boolean): Promise<boolean>
}

/**
 * Tokens in a file that only its owner can read (mode 0600), whole at every instant, whatever is killed when.
 *
 * Safe with several processes on one file system: each renewal is a new version of the file, and only one process can make it.
 *
 * @param toTokens Undefined for JSON that holds no tokens.
 */
export const createTokenFile = <Tokens>(
  { path, encryptionKey }: TokenFileOptions,
  toTokens: (value: unknown) => Tokens | undefined,
): TokenFile<Tokens> => {
  const seal = createTextSeal(encryptionKey)
  const fileOf = (version: number): string => (version === 0 ? path : `${path}.${version}`)

  const listVersions = async (): Promise<readonly number[]> => {
    const names = (await readdir(dirname(path)).catch(unlessMissing)) ?? []
    const start = `${basename(path)}.`
    return names
      .filter(name => name.startsWith(start) && /^\d+$/.test(name.slice(start.length)))
      .map(name => Number(name.slice(start.length)))
  }

  const readNewest = async (): Promise<{ readonly version: number; readonly tokens: Tokens | undefined }> => {
    for (;;) {
      const version = Math.max(0, ...(await listVersions()))
      const file = fileOf(version)
      const text = await readFile(file, 'utf8').catch(unlessMissing)
      if (text !== undefined) return { version, tokens: decode(text, file) }
      if (version === 0) return { version, tokens: undefined }
      // Removed between listing and reading, so there is a newer one by now.
    }
  }

  const decode = (text: string, file: string): Tokens => {
    const opened = seal.open(text)
    const tokens = opened === undefined ? undefined : toTokens(parseJson(opened))
    if (tokens !== undefined) return tokens
    throw new ApiError({
      kind: 'auth',
      message: `The token file ${file} cannot be read: it is damaged, or encrypted with another key`,
      hint: 'Hand in the key it was written with, or delete it and authorize the app again.',
    })
  }

  return {
    read: async () => (await readNewest()).tokens,
    replace: async (next, isToReplace) => {
      const { version, tokens } = await readNewest()
      if (!isToReplace(tokens)) return false
      const mine = version + 1
      if (!(await createWhole(fileOf(mine), seal.seal(JSON.stringify(next))))) return false
      const versions = await listVersions()
      const isNewest = versions.every(other => other <= mine)
      // A newer one means that we were too slow, even for finding our version taken: it has been removed since.
      const outdated = isNewest ? [0, ...versions.filter(other => other < mine)] : [mine]
      await Promise.all(outdated.map(other => rm(fileOf(other), { force: true })))
      return isNewest
    },
  }
}

/** Creates a file that appears with all its content at once, or says that there is one already. */
const createWhole = async (path: string, content: string): Promise<boolean> => {
  const beside = `${path}-${randomBytes(6).toString('hex')}`
  try {
    const file = await open(beside, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await link(beside, path)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(beside, { force: true })
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

const unlessMissing = (error: unknown): undefined => {
  if (hasCode(error, 'ENOENT')) return undefined
  throw error
}
