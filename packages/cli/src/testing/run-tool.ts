import { WrongInputError } from '../commands/command-context.js'
import { createProgram } from '../create-program.js'
import { exitCode } from '../exit-code.js'

export interface ToolRun {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the tool in this process, as a script would call it, and catches what it prints. */
export const runTool = async (
  args: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<ToolRun> => {
  const out: string[] = []
  const err: string[] = []
  let code: number = exitCode.done
  const terminal = {
    interactive: false,
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
  }
  const program = createProgram({
    context: json => ({ terminal, json, signal }),
    ended: ended => {
      code = ended
    },
  })
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof WrongInputError)) throw error
    err.push(error.message)
    code = exitCode.wrongInput
  }
  return { code, out: out.join('\n'), err: err.join('') }
}
