import { checkSettings } from '../compile/check-settings.js'
import type { Diagnostic } from './diagnostic.js'
import { suggest } from './nearest-word.js'
import type { YamlFile, YamlPath } from './read-yaml.js'
import { schemaKeywords, unknownKeywords } from './schema-keywords.js'
import { type SettingSpecs, toSettingsSchema } from './setting-spec.js'

/** Looks at declared settings or parameters: their schemas, their defaults, and the others they depend on. */
export const checkSettingSpecs = (
  specs: SettingSpecs,
  yaml: YamlFile,
  path: YamlPath,
  report: (diagnostic: Diagnostic) => void,
): void => {
  const problem = (at: YamlPath, words: string, next: string): void =>
    report({
      code: 'wrong-value',
      severity: 'error',
      ...yaml.placeOf([...path, ...at]),
      problem: words,
      next,
    })

  for (const [name, spec] of Object.entries(specs)) {
    for (const below of unknownKeywords(spec)) {
      const keyword = String(below.at(-1))
      report({
        code: 'unknown-key',
        severity: 'error',
        ...yaml.placeOfKey([...path, name, ...below]),
        problem: `the setting "${name}" has an unknown keyword "${keyword}"`,
        next: suggest(keyword, [...schemaKeywords, 'requiredIf']),
      })
    }
    const alone = toSettingsSchema({ [name]: { ...spec, required: false, requiredIf: undefined } })
    const given = spec.default === undefined ? {} : { [name]: spec.default }
    const checked = tryCheck(() => checkSettings(alone, given))
    if (typeof checked === 'string')
      problem([name], `the setting "${name}" is no JSON Schema: ${checked}`, 'correct it')
    else
      for (const found of checked.problems)
        problem(
          [name, 'default'],
          `the default does not fit: ${found.problem}`,
          'correct the default, or the schema',
        )
    for (const other of Object.keys(spec.requiredIf ?? {}))
      if (!Object.hasOwn(specs, other))
        problem(
          [name, 'requiredIf', other],
          `there is no setting "${other}"`,
          suggest(other, Object.keys(specs)),
        )
    if (spec.required && spec.default !== undefined)
      problem(
        [name, 'required'],
        `the setting "${name}" has a default, so it is never missing`,
        'remove one of them',
      )
  }
}

const tryCheck = <Result>(work: () => Result): Result | string => {
  try {
    return work()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
