import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import type { ServeAddress } from '../operations/remote-operations.js'
import type { Project } from '../project/open-project.js'

const shape = z.object({ url: z.string(), token: z.string(), pid: z.number() })

const pathOf = ({ folder, spec }: Project): string => join(dirname(resolve(folder, spec.store)), 'serve.json')

/** Says where a running `serve` is reached, to whoever may read the store's folder. */
export const writeServeFile = (project: Project, address: ServeAddress): void => {
  writeFileSync(pathOf(project), JSON.stringify({ ...address, pid: process.pid }), { mode: 0o600 })
}

export const removeServeFile = (project: Project): void => rmSync(pathOf(project), { force: true })

/** The address of a `serve` that may still run; undefined when there is none. */
export const readServeFile = (project: Project): ServeAddress | undefined => {
  try {
    return shape.parse(JSON.parse(readFileSync(pathOf(project), 'utf8')))
  } catch {
    return undefined // no file, or not ours
  }
}
