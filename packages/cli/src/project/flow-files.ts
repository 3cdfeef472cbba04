import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import type { FlowFiles } from '@tiktok-ns/flow-engine'
import { shortPath } from './short-path.js'

/** `@scope/package/...` is found where packages are; anything else is a path from the folder. */
export const resolveFlowPath = (folder: string, path: string): string => {
  if (!path.startsWith('@')) return resolve(folder, path)
  const [scope = '', name = '', ...rest] = path.split('/')
  try {
    const manifest = createRequire(import.meta.url).resolve(`${scope}/${name}/package.json`)
    return resolve(dirname(manifest), ...rest)
  } catch {
    return resolve(folder, path) // reported as a file that cannot be read
  }
}

export interface ReadingFiles extends FlowFiles {
  /** Texts of all that has been read, for excerpts. */
  readonly texts: ReadonlyMap<string, string>
}

/** Files that flows name: fragments, tables, flows they extend. Paths start from the file that names them. */
export const openFlowFiles = (): ReadingFiles => {
  const texts = new Map<string, string>()
  return {
    texts,
    read: (path, from) => {
      const full = resolveFlowPath(dirname(resolve(from)), path)
      try {
        const file = shortPath(full)
        const text = texts.get(file) ?? readFileSync(full, 'utf8')
        texts.set(file, text)
        return { file, text }
      } catch {
        return undefined
      }
    },
  }
}
