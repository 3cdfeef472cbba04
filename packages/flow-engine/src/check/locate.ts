import type { Diagnostic } from './diagnostic.js'
import type { ExplainedIssue } from './explain-issue.js'
import type { YamlFile } from './read-yaml.js'

/** Gives an explained issue its place in the file. */
export const locate = (yaml: YamlFile, { code, path, atKey, problem, next }: ExplainedIssue): Diagnostic => ({
  code,
  severity: 'error',
  ...(atKey ? yaml.placeOfKey(path) : yaml.placeOf(path)),
  problem,
  next,
})
