import { InvalidArgumentError } from 'commander'

/** An option that may be repeated, and may hold several values separated by commas. */
export const list = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...value.split(',').filter(Boolean),
]

export const wholeNumber = (value: string): number => {
  const number = Number(value)
  if (Number.isInteger(number) && number > 0) return number
  throw new InvalidArgumentError('It must be a whole number above zero.')
}

/** 0 takes any free port. */
export const portNumber = (value: string): number => {
  const number = Number(value)
  if (/^\d+$/.test(value) && number <= 65_535) return number
  throw new InvalidArgumentError('A port is a number from 0 to 65535.')
}
