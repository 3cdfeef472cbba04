import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import type { Sandbox } from '../../create-sandbox.js'
import schemas from '../__fixtures__/closed-response-schemas.json' with { type: 'json' }
import { matchEndpoint } from '../endpoints.js'
import { type Answered, callShop, type TestCall } from './call-shop.js'

const ajv = new Ajv2020({ strict: false, allErrors: true })
const validators = new Map<string, ValidateFunction>()
const byName: Readonly<Record<string, object>> = schemas

/** Which endpoints an answer was checked for, over all tests of the file. */
export const checkedEndpoints = new Set<string>()

/**
 * Calls the sandbox and holds a successful answer against the documented shape, closed: no member and no listed value that
 * the vendor's material does not know.
 */
export const callChecked = async (sandbox: Sandbox, call: TestCall): Promise<Answered> => {
  const answer = await callShop(sandbox, call)
  const method = call.method ?? (call.body === undefined ? 'GET' : 'POST')
  const match = matchEndpoint(method, call.path)
  if (match.found === 'endpoint' && answer.code === 0) {
    const { name } = match.endpoint
    const validate = validators.get(name) ?? ajv.compile(byName[name] ?? false)
    validators.set(name, validate)
    checkedEndpoints.add(name)
    const isValid = validate(answer.data ?? {})
    expect(isValid, `${name}: ${JSON.stringify(validate.errors?.slice(0, 5))}`).toBe(true)
  }
  return answer
}
