import { isRecord } from '../expressions/is-record.js'
import type { YamlPath } from './read-yaml.js'

/** Of a setting, beside JSON Schema's: see `settingSpec`. */
const ownKeywords = ['required', 'requiredIf']

/** JSON Schema 2020-12, as far as it says something about a value. Others are ignored by validators, so they would hold for nothing. */
export const schemaKeywords: readonly string[] = [
  ...['type', 'enum', 'const', 'default', 'title', 'description', 'examples', 'deprecated', 'format'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'pattern'],
  ...[
    'items',
    'prefixItems',
    'contains',
    'minContains',
    'maxContains',
    'minItems',
    'maxItems',
    'uniqueItems',
  ],
  ...['properties', 'patternProperties', 'additionalProperties', 'propertyNames', 'unevaluatedProperties'],
  ...['minProperties', 'maxProperties', 'required', 'dependentRequired', 'dependentSchemas'],
  ...['anyOf', 'oneOf', 'allOf', 'not', 'if', 'then', 'else'],
  ...['$ref', '$defs', '$comment', 'readOnly', 'writeOnly', 'unevaluatedItems'],
]

const holdingOne = ['items', 'contains', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else']
const holdingList = ['anyOf', 'oneOf', 'allOf', 'prefixItems']
const holdingMap = ['properties', 'patternProperties', '$defs', 'dependentSchemas']

/** Where a setting's schema has keywords that JSON Schema has not, such as a misspelt one. `x-` begins a host's own. */
export const unknownKeywords = (setting: unknown): readonly YamlPath[] =>
  keywordsIn(setting, [...schemaKeywords, ...ownKeywords])

const keywordsIn = (schema: unknown, known: readonly string[]): readonly YamlPath[] => {
  if (!isRecord(schema)) return []
  const below = (value: unknown, path: YamlPath) =>
    keywordsIn(value, schemaKeywords).map((found): YamlPath => [...path, ...found])
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (holdingOne.includes(keyword)) return below(value, [keyword])
    if (holdingList.includes(keyword) && Array.isArray(value))
      return value.flatMap((item, index) => below(item, [keyword, index]))
    if (holdingMap.includes(keyword) && isRecord(value))
      return Object.entries(value).flatMap(([name, member]) => below(member, [keyword, name]))
    return known.includes(keyword) || keyword.startsWith('x-') ? [] : [[keyword]]
  })
}
