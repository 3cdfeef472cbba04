/** `$each: line in record.lines` read into its name and its expression. */
export interface EachClause {
  readonly name: string
  readonly source: string
  /** Where the expression starts in the clause. */
  readonly offset: number
}

const clause = /^(\s*([A-Za-z_]\w*)\s+in\s+)([\s\S]+)$/

export const readEachClause = (text: string): EachClause | undefined => {
  const [, before, name, source] = clause.exec(text) ?? []
  return before === undefined || name === undefined || source === undefined
    ? undefined
    : { name, source, offset: before.length }
}
