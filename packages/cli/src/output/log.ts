import pino from 'pino'
import { toSecond } from './instants.js'
import type { Terminal } from './terminal.js'
import { paint } from './terminal.js'

/** What a long-running command says about its work: for a person a line each, for machines JSON. */
export interface Log {
  info(event: string, facts?: LogFacts): void
  warn(event: string, facts?: LogFacts): void
}

export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>

/** JSON lines where nobody watches, or where `--json` says so. Facts are ids, counts and messages: never records. */
export const createLog = (terminal: Terminal, json: boolean, now = Date.now): Log => {
  if (json || !terminal.interactive) {
    const log = pino(
      { base: null, timestamp: () => `,"time":"${new Date(now()).toISOString()}"` },
      {
        write: (line: string) => terminal.out(line.trimEnd()),
      },
    )
    return {
      info: (event, facts) => log.info({ ...facts }, event),
      warn: (event, facts) => log.warn({ ...facts }, event),
    }
  }
  const say = (event: string, facts: LogFacts = {}): string => {
    const shown = Object.entries(facts).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name} ${value}`],
    )
    return `${toSecond(now())}  ${event}${shown.length === 0 ? '' : `  ${shown.join(', ')}`}`
  }
  return {
    info: (event, facts) => terminal.out(say(event, facts)),
    warn: (event, facts) => terminal.out(paint(terminal, 'yellow', say(event, facts))),
  }
}
