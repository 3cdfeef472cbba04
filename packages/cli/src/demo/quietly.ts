import type { CommandContext } from '../commands/command-context.js'

/** The same command, with nothing of it shown. */
export const quietly = (context: CommandContext): CommandContext => ({
  ...context,
  json: false,
  terminal: { interactive: false, out: () => undefined, err: () => undefined },
})
