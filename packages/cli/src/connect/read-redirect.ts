import { createInterface } from 'node:readline/promises'
import { type CommandContext, WrongInputError } from '../commands/command-context.js'
import { awaitRedirect } from './await-redirect.js'

/** Where the browser was sent to after a consent: caught on this machine where a port is given, else pasted by the person. */
export const readRedirect = (
  port: number | undefined,
  { terminal, signal }: Pick<CommandContext, 'terminal' | 'signal'>,
): Promise<string> => (port === undefined ? askForRedirect(signal) : catchRedirect(port, terminal, signal))

const catchRedirect = async (
  port: number,
  terminal: CommandContext['terminal'],
  signal: AbortSignal,
): Promise<string> => {
  const listener = await awaitRedirect(port)
  terminal.err(`Waiting for the browser at ${listener.url}, the app's redirect URL. Ctrl-C ends it.\n`)
  try {
    return await Promise.race([listener.redirected, cancelled(signal)])
  } finally {
    listener.close()
  }
}

const cancelled = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new WrongInputError('nothing was connected')), {
      once: true,
    })
  })

const askForRedirect = async (signal: AbortSignal): Promise<string> => {
  const ask = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await ask.question('Then paste the address that the browser was sent to: ', { signal })
  } finally {
    ask.close()
  }
}
