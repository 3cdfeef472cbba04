import { styleText } from 'node:util'

/** Where a command writes. Results go to `out`, everything about the work itself to `err`. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** True when a person watches `err`: progress may be drawn in place, and colours used. */
  readonly interactive: boolean
}

export const processTerminal = (): Terminal => ({
  out: text => void process.stdout.write(`${text}\n`),
  err: text => void process.stderr.write(text),
  interactive: process.stderr.isTTY === true && process.env['NO_COLOR'] === undefined,
})

type Style = Parameters<typeof styleText>[0]

/** Colours the text when a person is watching, and leaves it alone otherwise. */
export const paint = (terminal: Terminal, style: Style, text: string): string =>
  terminal.interactive ? styleText(style, text, { validateStream: false }) : text
