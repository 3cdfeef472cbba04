import type { FunctionDefinition } from './define-function.js'
import { allocateFunction } from './functions/allocate.js'
import { cleanSkuFunction } from './functions/clean-sku.js'
import { dateInFunction } from './functions/date-in.js'
import { districtFunction } from './functions/district.js'
import { failFunction } from './functions/fail.js'
import { groupByFunction } from './functions/group-by.js'
import { hashFunction } from './functions/hash.js'
import { moneyFunction } from './functions/money.js'
import { roundFunction } from './functions/round.js'
import { stateCodeFunction } from './functions/state-code.js'
import { sumFunction } from './functions/sum.js'
import { truncateFunction } from './functions/truncate.js'

/** Every function of the expression language besides CEL's own. A new one is one more line. */
export const functionRegistry: readonly FunctionDefinition[] = [
  allocateFunction,
  cleanSkuFunction,
  dateInFunction,
  districtFunction,
  failFunction,
  groupByFunction,
  hashFunction,
  moneyFunction,
  roundFunction,
  stateCodeFunction,
  sumFunction,
  truncateFunction,
]
