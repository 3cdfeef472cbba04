import { z } from 'zod'
import { sandboxSeed } from './seed.js'

/** JSON Schema (2020-12) of a seed file, for editors. `checkSeed` decides; this helps while writing. */
export const seedJsonSchema = (): object =>
  z.toJSONSchema(sandboxSeed, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' })
