import type { Json } from '../json.js'

/** The value at a dotted path; a number reads an item of a list. Undefined where there is none. */
export const readPath = (value: Json | undefined, path: string): Json | undefined => {
  let found = value
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    found = Object.entries(found).find(([key]) => key === name)?.[1]
  }
  return found
}
