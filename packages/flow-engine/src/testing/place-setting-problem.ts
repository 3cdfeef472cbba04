import type { Diagnostic } from '../check/diagnostic.js'
import type { YamlFile } from '../check/read-yaml.js'
import type { SettingProblem } from '../compile/check-settings.js'
import type { FlowTestSpec } from './flow-test-spec.js'

/** A wrong setting stands where the case gives it, or else where the file does. One that is missing is missed by the case. */
export const placeSettingProblem = (
  { path, problem, next }: SettingProblem,
  tests: FlowTestSpec,
  yaml: YamlFile,
  index: number,
): Diagnostic => {
  const [name = ''] = path
  const ofCase = ['cases', index, 'settings', ...path]
  const place = Object.hasOwn(tests.cases[index]?.settings ?? {}, name)
    ? yaml.placeOfKey(ofCase)
    : Object.hasOwn(tests.settings, name)
      ? yaml.placeOfKey(['settings', ...path])
      : yaml.placeOf(['cases', index, 'name'])
  return { code: 'wrong-setting', severity: 'error', ...place, problem, next }
}
