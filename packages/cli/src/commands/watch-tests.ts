import { type FSWatcher, watch } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { systemClock } from '@tiktok-ns/flow-engine'
import { type ExitCode, exitCode } from '../exit-code.js'
import { type CommandContext, WrongInputError } from './command-context.js'
import { test } from './test.js'
import { findTestFiles } from './test-files.js'

/** Editors write a file in several steps; what comes within this time is one change. */
const settleMs = 100

/** Runs tests, and again whenever a file changes that they have to do with, until it is stopped. */
export const watchTests = async (paths: readonly string[], context: CommandContext): Promise<ExitCode> => {
  const { terminal, signal } = context
  const watchers = new Map<string, FSWatcher>()
  let changed = () => {}
  const watchBeside = (files: Iterable<string>): void => {
    for (const folder of new Set([...files].map(file => dirname(resolve(file)))))
      if (!watchers.has(folder))
        watchers.set(
          folder,
          watch(folder, () => changed()),
        )
  }
  watchBeside(findTestFiles(paths))
  try {
    while (!signal.aborted) {
      const nextChange = new Promise<void>(resume => {
        changed = resume
        signal.addEventListener('abort', () => resume(), { once: true })
      })
      await testOnce(paths, context, watchBeside)
      terminal.err('waiting for a change; Ctrl-C ends\n')
      await nextChange
      await systemClock.wait(settleMs, signal).catch(() => undefined)
    }
  } finally {
    for (const watcher of watchers.values()) watcher.close()
  }
  return exitCode.done
}

/** A file that is wrong for now is said, and waited for. */
const testOnce = async (...[paths, context, onRead]: Parameters<typeof test>): Promise<void> => {
  try {
    await test(paths, context, onRead)
  } catch (error) {
    if (!(error instanceof WrongInputError)) throw error
    context.terminal.err(`${error.message}\n`)
  }
}
