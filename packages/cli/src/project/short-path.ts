import { relative } from 'node:path'

/** A path as a person here would write it. */
export const shortPath = (path: string): string => {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short
}
