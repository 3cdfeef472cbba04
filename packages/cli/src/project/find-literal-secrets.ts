import type { JsonSchema } from '@tiktok-ns/flow-engine'

/** Hosts of this machine: what a sandbox here takes opens nothing anywhere else. */
const localHost = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/

/** Names of an account's secrets that stand in the project file as they are, instead of as references. */
export const findLiteralSecrets = (
  schema: JsonSchema,
  given: Readonly<Record<string, unknown>>,
): readonly string[] => {
  if (localHost.test(String(given['baseUrl'] ?? ''))) return []
  return Object.entries(Object(schema['properties'])).flatMap(([name, setting]) => {
    const value = given[name]
    const isLiteral = typeof value === 'string' && value !== '' && !isReference(value)
    return Object(setting).writeOnly === true && isLiteral ? [name] : []
  })
}

/** Text that gets its secret part from elsewhere: `${env.NAME}` or `${file:path}`. */
export const isReference = (text: string): boolean => /\$\{(env\.|file:)/.test(text)
