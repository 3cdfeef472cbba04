import { CommanderError } from 'commander'
import { exitCode } from './exit-code.js'

/** An option that may be repeated, and may hold several values separated by commas. */
export const list = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...value.split(',').filter(Boolean),
]

export const wholeNumber = (value: string): number => {
  const number = Number(value)
  if (Number.isInteger(number) && number > 0) return number
  throw new CommanderError(
    exitCode.wrongInput,
    'wrong-number',
    `error: ${value} is no whole number above zero`,
  )
}

/** 0 takes any free port. */
export const portNumber = (value: string): number => {
  const number = Number(value)
  if (/^\d+$/.test(value) && number <= 65_535) return number
  throw new CommanderError(exitCode.wrongInput, 'wrong-port', `error: ${value} is no port; give 0 to 65535`)
}
