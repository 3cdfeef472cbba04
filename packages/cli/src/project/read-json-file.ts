import { readFileSync } from 'node:fs'
import type { JsonObject } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { WrongInputError } from '../commands/command-context.js'

const objectShape = z.record(z.string(), z.json())

/** A JSON object that somebody wrote into a file. */
export const readJsonFile = (path: string): Record<string, z.core.util.JSONType> & JsonObject => {
  try {
    return objectShape.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new WrongInputError(`${path} holds no JSON object: ${why}`)
  }
}
