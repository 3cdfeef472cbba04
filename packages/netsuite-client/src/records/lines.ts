import type { AnyFields } from './field-types.js'

/** How lines that are written meet those that are there. */
export type LineChange = 'merge' | 'append' | 'replace'

/** Fields that know a line again: `line` on most sublists, `doc` on payments, `id` in the address book. */
const keyFields: ReadonlySet<string> = new Set(['line', 'doc', 'id'])

export const hasLineKey = (line: object): boolean =>
  Object.entries(line).some(([name, value]) => keyFields.has(name) && value !== undefined && value !== null)

/**
 * Checks that lines do what their operation says, because NetSuite would do something else without a word: a line without a key
 * is always added, one with a key always changed.
 *
 * @throws TypeError naming the first line that does not fit.
 */
export const checkLines = (change: LineChange, sublist: string, lines: readonly object[]): void => {
  if (change === 'replace') return
  const odd = lines.findIndex(line => hasLineKey(line) !== (change === 'merge'))
  if (odd === -1) return
  throw new TypeError(
    change === 'merge'
      ? `${sublist}.items[${odd}] has no key (line, doc or id): merged, it would be added as a new line`
      : `${sublist}.items[${odd}] has a key: appended, it would change the line that is there`,
  )
}

/** Lines that a repetition would add once more, because they have no key and their sublist is not replaced. */
export const addsLines = (fields: AnyFields, replace: readonly string[] = []): boolean =>
  Object.entries(fields).some(
    ([name, value]) =>
      !replace.includes(name) &&
      linesOf(value).some(line => typeof line !== 'object' || line === null || !hasLineKey(line)),
  )

const linesOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items)
    ? value.items
    : []
