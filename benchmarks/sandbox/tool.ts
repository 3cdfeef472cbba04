import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'

const root = fileURLToPath(new URL('../..', import.meta.url))

const answer = z.object({ peakMiB: z.number(), printed: z.unknown() })

/** Megabytes of JavaScript objects that the tool may have. With more it is ended, and so is the benchmark. */
export const heapLimit = 256

const argumentsFor = (words: readonly string[]): readonly string[] => [
  `--max-old-space-size=${heapLimit}`,
  '--import',
  'tsx',
  '--conditions=@tiktok-ns/source',
  fileURLToPath(new URL('tool-process.ts', import.meta.url)),
  ...words,
]

/** Runs `tiktok-ns` in a process of its own: what it printed, and how much memory that took at most. */
export const runTool = async (words: readonly string[]): Promise<z.infer<typeof answer>> => {
  const { stdout } = await promisify(execFile)(process.execPath, [...argumentsFor(words)], {
    cwd: root,
    maxBuffer: 10_000_000,
  })
  return answer.parse(JSON.parse(stdout))
}

/** The same, for whoever means to kill it. */
export const startTool = (words: readonly string[]): ChildProcess =>
  spawn(process.execPath, [...argumentsFor(words)], { cwd: root, stdio: 'ignore' })
