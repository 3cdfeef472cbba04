import { foldText } from '../fold-text.js'
import {
  brazilianStates,
  italianProvinces,
  mexicanStates,
  spanishProvinces,
  usStates,
} from './state-tables.js'

/** States by country; elsewhere NetSuite takes the state as free text. */
const tables: Readonly<Record<string, string>> = {
  BR: brazilianStates,
  ES: spanishProvinces,
  IT: italianProvinces,
  MX: mexicanStates,
  US: usStates,
}

type StateIndex = { readonly codes: ReadonlySet<string>; readonly byName: ReadonlyMap<string, string> }

const indexOf = (table: string): StateIndex => {
  const codes = new Set<string>()
  const byName = new Map<string, string>()
  for (const entry of table.split(';')) {
    const [code = '', ...names] = entry
      .trim()
      .split('=')
      .flatMap(part => part.split('/'))
    codes.add(code)
    for (const name of names) byName.set(foldText(name), code)
  }
  return { codes, byName }
}

const indexes = new Map<string, StateIndex>()

const indexFor = (country: string): StateIndex | undefined => {
  const table = Object.hasOwn(tables, country) ? tables[country] : undefined
  if (table === undefined) return undefined
  const index = indexes.get(country) ?? indexOf(table)
  indexes.set(country, index)
  return index
}

/** The short code for a state's code or name, for `US-CA` too; undefined where the table does not have it. */
export const stateCodeOf = (state: string, country: string): string | undefined => {
  const index = indexFor(country)
  const plain = state.trim()
  const upper = plain.toUpperCase()
  const code = upper.startsWith(`${country}-`) ? upper.slice(country.length + 1) : upper
  if (index?.codes.has(code) === true) return code
  return index?.byName.get(foldText(plain.replace(/\b(state|province|prov\.?|provincia) (of|de|di) /i, '')))
}
