import { defineFunction } from '../define-function.js'
import { usStates } from './us-states.js'

/** Other countries' states go through as they are: NetSuite takes free text there. */
const stateCode = (state: string, country: string): string => {
  if (country.toUpperCase() !== 'US') return state
  const plain = state.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase()
  return usStates[plain] ?? state
}

export const stateCodeFunction = defineFunction({
  name: 'stateCode',
  summary:
    "NetSuite's short name of a state: two letters in the US, unchanged where the country or state is not in the table.",
  overloads: [{ signature: 'stateCode(string, string): string', call: stateCode }],
  examples: [
    { expression: 'stateCode("California", "US")', gives: 'CA' },
    { expression: 'stateCode("TX", "US")', gives: 'TX' },
    { expression: 'stateCode("Bayern", "DE")', gives: 'Bayern' },
  ],
})
