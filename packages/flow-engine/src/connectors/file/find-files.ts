import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ConnectorError } from '../connector-error.js'

/**
 * The files a path stands for, in order of their names. `*` in the last part stands for anything.
 *
 * @throws ConnectorError where there is none, unless `emptyOk`.
 */
export const findFiles = async (
  folder: string,
  path: string,
  emptyOk: boolean,
): Promise<readonly string[]> => {
  const inFolder = join(folder, dirname(path))
  const pattern = toPattern(basename(path))
  const names = await readdir(inFolder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new ConnectorError({
      kind: 'permission',
      message: `${dirname(path)} cannot be read: ${error.message}`,
    })
  })
  const found = names.filter(name => pattern.test(name)).sort()
  if (found.length === 0 && !emptyOk) {
    throw new ConnectorError({
      kind: 'missing',
      message: `there is no file ${path}`,
      hint: "Check the path and the connection's folder, or write `emptyOk: true` if none is nothing to worry about.",
    })
  }
  return found.map(name => join(dirname(path), name))
}

const toPattern = (name: string): RegExp =>
  new RegExp(
    `^${name
      .split('*')
      .map(part => part.replace(/[^A-Za-z0-9]/g, '\\$&'))
      .join('[^]*?')}$`,
  )
