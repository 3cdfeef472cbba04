import { readFileSync } from 'node:fs'
import type { JsonObject } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { WrongInputError } from '../commands/command-context.js'

const objectShape = z.record(z.string(), z.json())

/** A JSON object that somebody wrote into a file. */
export const readJsonFile = (path: string): Record<string, z.core.util.JSONType> & JsonObject => {
  const { data, error } = objectShape.safeParse(parse(path, readText(path)))
  if (data !== undefined) return data
  throw new WrongInputError(
    `${path} must hold one record as a JSON object, { ... }: ${error.issues[0]?.message ?? 'it does not'}`,
  )
}

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new WrongInputError(`there is no file ${path} that can be read; check the path`)
  }
}

const parse = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new WrongInputError(`${path} is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}
