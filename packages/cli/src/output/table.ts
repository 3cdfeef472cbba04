import { stripVTControlCharacters } from 'node:util'

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
}

/**
 * Rows under a title line, columns two spaces apart, as wide as their widest cell.
 *
 * Colours in a cell do not count as width. The last column is not padded, so that lines end where their text ends.
 */
export const renderTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): string => {
  const titled = columns.some(column => column.title !== '')
  const lines = titled ? [columns.map(column => column.title), ...rows] : rows
  const widths = columns.map((_, index) => Math.max(...lines.map(line => widthOf(line[index] ?? '')), 0))
  return lines.map(line => renderLine(line, columns, widths)).join('\n')
}

const renderLine = (
  cells: readonly string[],
  columns: readonly Column[],
  widths: readonly number[],
): string =>
  columns
    .map((column, index) => {
      const cell = cells[index] ?? ''
      const gap = ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell)))
      return column.align === 'right' ? gap + cell : cell + gap
    })
    .join('  ')
    .trimEnd()

const widthOf = (cell: string): number => [...stripVTControlCharacters(cell)].length
