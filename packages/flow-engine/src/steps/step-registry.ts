import { branchStep } from './branch/branch-step.js'
import { callStep } from './call/call-step.js'
import { eachStep } from './each/each-step.js'
import { filterStep } from './filter/filter-step.js'
import { groupStep } from './group/group-step.js'
import { hookStep } from './hook/hook-step.js'
import { importStep } from './import/import-step.js'
import { lookupStep } from './lookup/lookup-step.js'
import { readStep } from './read/read-step.js'
import type { StepKind } from './step-definition.js'
import { transformStep } from './transform/transform-step.js'

/** Every step kind there is. A new one is one more line. */
export const stepRegistry: readonly StepKind[] = [
  filterStep,
  lookupStep,
  readStep,
  transformStep,
  importStep,
  branchStep,
  eachStep,
  groupStep,
  hookStep,
  callStep,
]
