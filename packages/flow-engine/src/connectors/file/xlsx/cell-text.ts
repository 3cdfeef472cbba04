import Big from 'big.js'
import { decodeXml, textOf } from './xml-text.js'

/** A cell of a sheet: where it stands, and its value as text. */
export interface Cell {
  /** From 0. */
  readonly column: number
  readonly text: string
}

/**
 * The cells of a `<row>`, those without a value left out.
 *
 * @throws TypeError naming a cell whose value is an error, or a number that has lost digits
 */
export const cellsOf = (row: string, sharedTexts: readonly string[]): readonly Cell[] => {
  let next = 0
  return [...row.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)].flatMap(
    ([, attributes = '', body = '']) => {
      const reference = /\br="([A-Z]+)\d+"/.exec(attributes)?.[1]
      const column = reference === undefined ? next : columnOf(reference)
      next = column + 1
      const kind = /\bt="(\w+)"/.exec(attributes)?.[1] ?? 'n'
      const name = /\br="(\w+)"/.exec(attributes)?.[1] ?? `${column + 1}`
      const text = cellValue(kind, body, name, sharedTexts)
      return text === '' ? [] : [{ column, text }]
    },
  )
}

const columnOf = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1

const cellValue = (kind: string, body: string, cell: string, sharedTexts: readonly string[]): string => {
  if (kind === 'inlineStr') return textOf(body).trim()
  const value = decodeXml(/<v\b[^>]*>([\s\S]*?)<\/v>/.exec(body)?.[1] ?? '').trim()
  if (value === '') return ''
  switch (kind) {
    case 's':
      return (sharedTexts[Number(value)] ?? '').trim()
    case 'b':
      return value === '1' ? 'true' : 'false'
    case 'e':
      throw new TypeError(`cell ${cell} holds the error ${value}`)
    case 'n':
      return numberText(value, cell)
    default:
      return value
  }
}

/** Spreadsheets keep fifteen digits of a number: 41.939999999999998 is 41.94, and an id in powers of ten is lost. */
const numberText = (value: string, cell: string): string => {
  if (/^-?\d+$/.test(value)) return value
  if (!/^-?\d*\.?\d+(e[+-]?\d+)?$/i.test(value))
    throw new TypeError(`cell ${cell} holds no number: ${value.slice(0, 40)}`)
  const number = new Big(value)
  if (number.e >= 15)
    throw new TypeError(
      `cell ${cell} holds ${value}, and a spreadsheet keeps fifteen digits of a number: an id there is lost. Download the file again, and do not save it with a spreadsheet program`,
    )
  return (number.eq(0) ? number : number.prec(15)).toFixed()
}
