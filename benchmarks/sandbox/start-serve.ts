import { join } from 'node:path'
import { z } from 'zod'
import { type Child, startChild } from '../child.js'
import type { Project } from './project.js'

const hello = z.object({ url: z.string() })

/** `tiktok-ns serve` of a project in a process of its own, on whatever port is free. */
export const startServe = ({ folder }: Project): Promise<Child<z.infer<typeof hello>>> =>
  startChild(
    new URL('serve-process.ts', import.meta.url),
    { project: join(folder, 'tiktok-ns.yaml') },
    hello.parse,
  )
