import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { z } from 'zod'

const folder = new URL('../../reference/', import.meta.url)
const readJson = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'))

const headers = z.record(z.string(), z.string()).default({})

const exampleSpec = z.looseObject({
  name: z.string(),
  request: z.looseObject({
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    path: z.string(),
    headers,
    body: z.record(z.string(), z.unknown()).optional(),
  }),
  response: z.looseObject({
    status: z.number(),
    headers,
    body: z.record(z.string(), z.unknown()).optional(),
  }),
})

export type Example = z.infer<typeof exampleSpec>

/** A request and its answer, as Oracle's help and live accounts show them. */
export const example = (name: string): Example => exampleSpec.parse(readJson(`examples/${name}.json`))

export const exampleNames: readonly string[] = readdirSync(new URL('examples/', folder))
  .map(file => file.replace('.json', ''))
  .filter(name => name !== 'errors' && name !== 'tba-vectors')
  .sort()

export const { errors: errorExamples } = z
  .looseObject({
    errors: z.array(
      z.looseObject({
        case: z.string(),
        status: z.number(),
        headers,
        body: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .parse(readJson('examples/errors.json'))

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
const schemaFiles = readdirSync(folder).filter(file => file.endsWith('.json') && file !== 'record-types.json')
for (const file of schemaFiles) {
  const schema = z.looseObject({ $id: z.string() }).parse(readJson(file))
  ajv.addSchema(schema)
}

const idOf = (file: string): string => `https://schemas.invalid/netsuite/2026.1/${file}.json`

/** What the record type's schema says against a body; empty when nothing. Types without a schema take anything. */
export const schemaProblems = (type: string, body: unknown): readonly string[] => {
  const validate = ajv.getSchema(idOf(type))
  if (validate === undefined || validate(body) === true) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** The same for one of the shared definitions: `recordCollection`, `asyncJob`, `error`. */
export const definitionProblems = (name: string, body: unknown): readonly string[] => {
  const validate = ajv.getSchema(`${idOf('common')}#/$defs/${name}`)
  if (validate === undefined) throw new Error(`common.json has no definition "${name}"`)
  return validate(body) === true ? [] : (validate.errors ?? []).map(({ message }) => message ?? 'differs')
}
