import { z } from 'zod'
import type { JsonSchema } from '../json.js'

export const settingSpec = z
  .looseObject({
    type: z
      .enum(['string', 'integer', 'number', 'boolean', 'array', 'object'])
      .describe('As in JSON Schema.'),
    description: z.string().optional().describe('What it means to a merchant, and what follows from it.'),
    required: z.boolean().default(false).describe('The flow cannot run without it.'),
    requiredIf: z
      .record(z.string(), z.json())
      .optional()
      .describe(
        'The flow cannot run without it when other settings have these values; a list allows several.',
      ),
    default: z.json().optional(),
  })
  .describe('A JSON Schema, and whether the setting is required.')

export type SettingSpecs = Readonly<Record<string, z.infer<typeof settingSpec>>>

/** A flow's settings, or a fragment's parameters, as one JSON Schema. */
export const toSettingsSchema = (settings: SettingSpecs): JsonSchema => {
  const conditions = Object.entries(settings).flatMap(([name, { requiredIf }]) =>
    requiredIf === undefined
      ? []
      : [
          {
            if: {
              required: Object.keys(requiredIf),
              properties: Object.fromEntries(
                Object.entries(requiredIf).map(([other, values]) => [
                  other,
                  { enum: Array.isArray(values) ? values : [values] },
                ]),
              ),
            },
            then: { required: [name] },
          },
        ],
  )
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(settings).map(([name, { required: _, requiredIf: __, ...schema }]) => [name, schema]),
    ),
    required: Object.entries(settings)
      .filter(([, { required }]) => required)
      .map(([name]) => name),
    ...(conditions.length === 0 ? {} : { allOf: conditions }),
  }
}
