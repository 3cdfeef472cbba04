import { expect, test } from 'vitest'
import { createProgress } from './progress.js'
import type { Terminal } from './terminal.js'

const recorder = (interactive: boolean): Terminal & { readonly written: string[] } => {
  const written: string[] = []
  return { interactive, written, out: text => void written.push(text), err: text => void written.push(text) }
}

test('where nobody watches, progress is a log line every two seconds', () => {
  const terminal = recorder(false)
  let now = 0
  const progress = createProgress(terminal, { now: () => now })

  for (now = 0; now <= 5_000; now += 500) progress.update(`at ${now}`)
  progress.done()

  expect(terminal.written).toEqual(['at 0\n', 'at 2000\n', 'at 4000\n'])
})

test('where a person watches, the line is redrawn in place and taken away at the end', () => {
  const terminal = recorder(true)
  let now = 0
  const progress = createProgress(terminal, { now: () => now })

  progress.update('1 of 2')
  now = 100
  progress.update('2 of 2')
  progress.done()

  expect(terminal.written).toEqual(['\r\u001b[2K1 of 2', '\r\u001b[2K2 of 2', '\r\u001b[2K'])
})
