import { existsSync, readFileSync } from 'node:fs'
import { WrongInputError } from '../commands/command-context.js'

/** Reads a JSON file that an option names and checks it; everything wrong with it is the caller's input. */
export const readJsonFile = <Checked>(
  path: string,
  option: string,
  check: (value: unknown) => Checked,
): Promise<Checked> => readInputFile(path, option, async () => check(JSON.parse(readFileSync(path, 'utf8'))))

/** Reads a file that an option names, in any way that refuses what is no JSON by a SyntaxError. */
export const readInputFile = async <Checked>(
  path: string,
  option: string,
  read: (path: string) => Promise<Checked>,
): Promise<Checked> => {
  if (!existsSync(path)) throw new WrongInputError(`there is no file ${path}; check ${option}`)
  try {
    return await read(path)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new WrongInputError(
      error instanceof SyntaxError ? `${path} is not JSON: ${message}` : `${path}: ${message}`,
    )
  }
}
