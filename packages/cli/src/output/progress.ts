import type { Terminal } from './terminal.js'

export interface Progress {
  update(text: string): void
  /** Removes the line, so that results start on a clean one. */
  done(): void
}

export interface ProgressOptions {
  readonly now?: () => number
  /** How often a line in place is redrawn. */
  readonly redrawMs?: number
  /** How often a log line is written where nobody watches a terminal. */
  readonly logEveryMs?: number
}

/** One line that is redrawn while a person watches; now and then a log line otherwise. */
export const createProgress = (
  terminal: Terminal,
  { now = Date.now, redrawMs = 80, logEveryMs = 2_000 }: ProgressOptions = {},
): Progress => {
  const everyMs = terminal.interactive ? redrawMs : logEveryMs
  let drawnAt = Number.NEGATIVE_INFINITY
  return {
    update: text => {
      if (now() - drawnAt < everyMs) return
      drawnAt = now()
      terminal.err(terminal.interactive ? `\r\u001b[2K${text}` : `${text}\n`)
    },
    done: () => {
      if (terminal.interactive) terminal.err('\r\u001b[2K')
    },
  }
}
