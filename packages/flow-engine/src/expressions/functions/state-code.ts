import { defineFunction } from '../define-function.js'
import { foldText } from '../fold-text.js'
import { isRecord } from '../is-record.js'
import { countryCodeOf } from '../regions/countries.js'
import { stateCodeOf } from '../regions/states.js'

/** Other countries' states go through as they are: NetSuite takes free text there. */
const stateCode = (state: string, country: string): string =>
  stateCodeOf(state, countryCodeOf(country) ?? country) ?? state

const withOwnTable = (state: string, country: string, table: unknown): string => {
  const entries = isRecord(table) ? Object.entries(table) : []
  const own = entries.find(([name]) => foldText(name) === foldText(state))?.[1]
  return typeof own === 'string' ? own : stateCode(state, country)
}

export const stateCodeFunction = defineFunction({
  name: 'stateCode',
  group: 'addresses',
  summary:
    'The short name of a state or province in the US, Mexico, Brazil, Italy and Spain; unchanged where the country or state is not in the tables. A table of your own, from names to codes, comes first.',
  overloads: [
    { signature: 'stateCode(string, string): string', call: stateCode },
    { signature: 'stateCode(string, string, map): string', call: withOwnTable },
  ],
  examples: [
    { expression: 'stateCode("California", "US")', gives: 'CA' },
    { expression: 'stateCode("US-TX", "US")', gives: 'TX' },
    { expression: 'stateCode("Sao Paulo", "Brazil")', gives: 'SP' },
    { expression: 'stateCode("Milano", "IT")', gives: 'MI' },
    { expression: 'stateCode("Nuevo León", "MX", {"nuevo leon": "NL"})', gives: 'NL' },
    { expression: 'stateCode("Bayern", "DE")', gives: 'Bayern' },
  ],
})
