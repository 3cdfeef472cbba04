import { z } from 'zod'
import type { YamlPath } from './read-yaml.js'

/** The keys that a schema knows at a place, for suggestions. Empty where any key goes. */
export const keysOfSchema = (schema: unknown, path: YamlPath = []): readonly string[] => {
  const [step, ...rest] = path
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return keysOfSchema(schema.unwrap(), path)
  if (schema instanceof z.ZodUnion)
    return [...new Set(schema.options.flatMap(option => keysOfSchema(option, path)))]
  if (schema instanceof z.ZodArray) return step === undefined ? [] : keysOfSchema(schema.element, rest)
  if (schema instanceof z.ZodRecord)
    return step === undefined ? valuesOf(schema.keyType) : keysOfSchema(schema.valueType, rest)
  if (!(schema instanceof z.ZodObject)) return []
  const shape: Readonly<Record<string, unknown>> = schema.shape
  return step === undefined ? Object.keys(shape) : keysOfSchema(shape[step], rest)
}

const valuesOf = (keyType: unknown): readonly string[] =>
  keyType instanceof z.ZodEnum ? keyType.options.map(String) : []
