import type { Token } from './tokenize.js'

/** What a query names, in lower case. */
export interface NamesInQuery {
  /** All words: tables, columns and others. */
  readonly words: ReadonlySet<string>
  /** What it reads from. */
  readonly tables: ReadonlySet<string>
  /** Columns that are compared, or sorted by first: by these rows are looked for. */
  readonly compared: ReadonlySet<string>
  /** `SELECT *`, or that of one of the tables. */
  readonly asksForAll: boolean
}

const nameOf = ({ text }: Token): string => text.replaceAll('"', '').toLowerCase()

const isName = ({ kind }: Token): boolean => kind === 'word' || kind === 'quoted'

export const namesInQuery = (tokens: readonly Token[]): NamesInQuery => ({
  words: new Set(tokens.filter(isName).map(nameOf)),
  tables: tablesIn(tokens),
  compared: comparedIn(tokens),
  asksForAll: tokens.some((_, place) => asksForAllAt(tokens, place)),
})

/** A star that stands for columns, of more than what a query in brackets gives. */
const asksForAllAt = (tokens: readonly Token[], place: number): boolean => {
  const textAt = (at: number): string => tokens[at]?.text ?? ''
  if (textAt(place) !== '*' || !/^(SELECT|DISTINCT|\.|,|\d+)$/i.test(textAt(place - 1))) return false
  return !(/^FROM$/i.test(textAt(place + 1)) && textAt(place + 2) === '(')
}

const endsFrom = /^(SELECT|WHERE|GROUP|ORDER|HAVING|UNION|INTERSECT|MINUS|EXCEPT|CONNECT|FETCH)$/i

/** Names after FROM and JOIN, and after the commas between them. */
const tablesIn = (tokens: readonly Token[]): ReadonlySet<string> => {
  const tables = new Set<string>()
  /** Whether each level of brackets is inside its FROM. */
  const levels = [false]
  let isExpected = false
  for (const token of tokens) {
    const { text } = token
    if (text === '(') levels.push(false)
    else if (text === ')') levels.pop()
    else if (/^(FROM|JOIN)$/i.test(text) || (text === ',' && levels.at(-1) === true)) {
      levels.splice(-1, 1, true)
      isExpected = true
      continue
    } else if (endsFrom.test(text)) levels.splice(-1, 1, false)
    else if (isExpected && isName(token)) tables.add(nameOf(token))
    isExpected = false
  }
  return tables
}

const isComparison = (token: Token | undefined): boolean =>
  /^(=|<|>|<=|>=|IN|BETWEEN)$/i.test(token?.text ?? '')

const comparedIn = (tokens: readonly Token[]): ReadonlySet<string> => {
  const compared = new Set<string>()
  for (const [place, token] of tokens.entries()) {
    if (!isName(token) || tokens[place + 1]?.text === '.') continue
    const before = tokens[tokens[place - 1]?.text === '.' ? place - 3 : place - 1]
    if (isComparison(tokens[place + 1]) || isComparison(before) || /^BY$/i.test(before?.text ?? ''))
      compared.add(nameOf(token))
  }
  return compared
}
