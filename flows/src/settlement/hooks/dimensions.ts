import type { JsonObject } from '@tiktok-ns/flow-engine'
import type { PostingLine } from '../posting-line.js'

export type Dimension = 'entity' | 'class' | 'department' | 'location'

/** Of these dimensions, the ones that a line is booked under, as NetSuite takes them. */
export const dimensionsOf = (line: PostingLine, names: readonly Dimension[]): JsonObject =>
  Object.fromEntries(
    names.flatMap(name => {
      const id = line[name]
      return id === undefined ? [] : [[name, { id }]]
    }),
  )
