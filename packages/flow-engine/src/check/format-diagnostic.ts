import type { Diagnostic } from './diagnostic.js'

/**
 * One diagnostic as text: `file:line:col  problem; next`.
 *
 * With the file's text, the line itself follows with a caret under the place.
 */
export const formatDiagnostic = (diagnostic: Diagnostic, fileText?: string): string => {
  const { file, line, column, severity, problem, next } = diagnostic
  const words = next === undefined ? problem : `${problem}; ${next}`
  const head = `${file}:${line}:${column}  ${severity === 'warning' ? 'warning: ' : ''}${words}`
  const source = fileText?.split(/\r?\n/)[line - 1]
  if (source === undefined || source.trim() === '') return head
  return `${head}\n${excerpt(source, line, column)}`
}

const width = 120

const excerpt = (source: string, line: number, column: number): string => {
  // A long line is shown from a little before the place.
  const from = column > width - 20 ? column - 40 : 0
  const gutter = `    ${line} | `
  const shown = source.slice(from, from + width).replaceAll('\t', ' ')
  return `${gutter}${shown}\n${' '.repeat(gutter.length - 2)}| ${' '.repeat(Math.max(0, column - 1 - from))}^`
}
