import { filterStep } from './filter/filter-step.js'
import { importStep } from './import/import-step.js'
import { lookupStep } from './lookup/lookup-step.js'
import type { StepKind } from './step-definition.js'
import { transformStep } from './transform/transform-step.js'

/** Every step kind there is. A new one is one more line. */
export const stepRegistry: readonly StepKind[] = [filterStep, lookupStep, transformStep, importStep]
