import { problems } from '../problem.js'

export interface Token {
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'parameter' | 'sign'
  /** As it stands in the query; a text with its quotes. */
  readonly text: string
}

const pattern =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|('(?:[^']|'')*')|("(?:[^"]|"")*")|(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)|([A-Za-z_#$][\w#$]*)|(\?)|(<>|!=|<=|>=|\|\||[-+*/%(),.=<>;])/giy

const kinds = ['text', 'quoted', 'number', 'word', 'parameter', 'sign'] as const

/** The parts of a query, comments and spaces left out. @throws Problem when there is something that no query has */
export const tokenize = (query: string): readonly Token[] => {
  const tokens: Token[] = []
  pattern.lastIndex = 0
  while (pattern.lastIndex < query.length) {
    const match = pattern.exec(query)
    if (match === null) throw problems.wrongQuery('Search error occurred: Invalid or unsupported search')
    const index = match.slice(1).findIndex(part => part !== undefined)
    const kind = kinds[index]
    const text = match[index + 1]
    if (kind !== undefined && text !== undefined) tokens.push({ kind, text })
  }
  return tokens
}
