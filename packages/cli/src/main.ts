#!/usr/bin/env node
import { setMaxListeners } from 'node:events'
import { CommanderError } from 'commander'
import { WrongInputError } from './commands/command-context.js'
import { createProgram } from './create-program.js'
import { exitCode } from './exit-code.js'
import { paint, processTerminal } from './output/terminal.js'

const terminal = processTerminal()
const stopping = new AbortController()
setMaxListeners(0, stopping.signal)
process.once('SIGINT', () => {
  terminal.err('\nStopping: what is in flight is finished. Ctrl-C again ends at once.\n')
  stopping.abort()
  process.once('SIGINT', () => process.exit(130))
})
process.once('SIGTERM', () => stopping.abort())

const program = createProgram({
  context: json => ({ terminal, json, signal: stopping.signal }),
  ended: code => {
    process.exitCode = code
  },
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? exitCode.done : exitCode.wrongInput
  else if (error instanceof WrongInputError) {
    terminal.err(`${paint(terminal, 'red', error.message)}\n`)
    process.exitCode = exitCode.wrongInput
  } else {
    terminal.err(`${paint(terminal, 'red', error instanceof Error ? error.message : String(error))}\n`)
    process.exitCode = isLastingTrouble(error) ? exitCode.wrongInput : exitCode.systemUnreachable
  }
}

/** A store that is damaged or from a newer version: trying again does not help, so a script must not. */
function isLastingTrouble(error: unknown): boolean {
  return error instanceof Error && error.name === 'StoreError' && 'lasting' in error && error.lasting === true
}
