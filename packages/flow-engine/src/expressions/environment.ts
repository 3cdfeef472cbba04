import { Environment } from '@marcbachmann/cel-js'
import { functionRegistry } from './function-registry.js'
import { addMoney, compareMoney, Money, multiplyMoney, negateMoney, subtractMoney } from './money.js'
import { compilePattern } from './regular-expression.js'
import { spendOn } from './work-budget.js'

/** Bounds on one expression: enough for any mapping, too little to harm a host. */
const limits = {
  maxAstNodes: 2_000,
  maxDepth: 60,
  maxListElements: 500,
  maxMapEntries: 200,
  maxCallArguments: 16,
}

const registerMoney = (environment: Environment): void => {
  environment.registerType('Money', { ctor: Money, fields: {} })
  environment.registerOperator('Money + Money', addMoney)
  environment.registerOperator('Money - Money', subtractMoney)
  environment.registerOperator('Money * Money', multiplyMoney)
  environment.registerOperator('-Money', negateMoney)
  environment.registerOperator(
    'Money == Money',
    (left: Money, right: Money) => compareMoney(left, right) === 0,
  )
  environment.registerOperator('Money < Money', (left: Money, right: Money) => compareMoney(left, right) < 0)
  environment.registerOperator(
    'Money <= Money',
    (left: Money, right: Money) => compareMoney(left, right) <= 0,
  )
  environment.registerOperator('Money > Money', (left: Money, right: Money) => compareMoney(left, right) > 0)
  environment.registerOperator(
    'Money >= Money',
    (left: Money, right: Money) => compareMoney(left, right) >= 0,
  )
  for (const factor of ['int', 'double']) {
    environment.registerOperator(`Money * ${factor}`, (left: Money, right: bigint | number) =>
      multiplyMoney(left, right),
    )
  }
}

/** JSON numbers arrive as doubles, an author's literals are integers: let them meet. */
const registerMixedArithmetic = (environment: Environment): void => {
  const operators: Readonly<Record<string, (left: number, right: number) => number>> = {
    '+': (left, right) => left + right,
    '-': (left, right) => left - right,
    '*': (left, right) => left * right,
    '/': (left, right) => left / right,
  }
  for (const [sign, calculate] of Object.entries(operators)) {
    environment.registerOperator(`double ${sign} int`, (left: number, right: bigint) =>
      calculate(left, Number(right)),
    )
    environment.registerOperator(`int ${sign} double`, (left: bigint, right: number) =>
      calculate(Number(left), right),
    )
  }
}

/** What `guardSource` puts into expressions; authors never write them. */
const registerGuards = (environment: Environment): void => {
  environment.registerFunction('spend_(dyn): dyn', spendOn)
  environment.registerFunction('string.matchesLinear(string): bool', (text: string, pattern: string) =>
    compilePattern(pattern).test(text),
  )
}

const environments = new Map<string, Environment>()

/** More sets of names than a host's flows have: `$each` may name its element in any way. */
const maxKept = 200

/**
 * CEL with our types and functions, and nothing else within reach: no global, no prototype, no I/O.
 *
 * Making an environment takes milliseconds and it never changes, so those with the same names are one.
 */
export const environmentWith = (names: readonly string[]): Environment => {
  const distinct = [...new Set(names)].sort()
  const key = distinct.join(' ')
  const environment = environments.get(key) ?? createEnvironment(distinct)
  if (environments.size >= maxKept) environments.clear()
  environments.set(key, environment)
  return environment
}

const createEnvironment = (names: readonly string[]): Environment => {
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits,
  })
  registerMoney(environment)
  registerMixedArithmetic(environment)
  registerGuards(environment)
  for (const { overloads } of functionRegistry) {
    for (const { signature, call } of overloads) environment.registerFunction(signature, call)
  }
  for (const name of names) environment.registerVariable(name, 'dyn')
  return environment
}
