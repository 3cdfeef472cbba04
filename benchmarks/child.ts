import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Child<Hello> {
  /** The JSON of the first line that it printed. */
  readonly hello: Hello
  /** Ends its input, which is its sign to stop, and waits until it has. */
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * The other side of the wire in a process of its own, so that its work is not counted as ours.
 *
 * @param file A program that prints one line of JSON once it is ready and ends with its input.
 */
export const startChild = async <Hello>(
  file: URL,
  options: unknown,
  read: (printed: unknown) => Hello,
): Promise<Child<Hello>> => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=@tiktok-ns/source', fileURLToPath(file), JSON.stringify(options)],
    { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'close')
  const firstLine = once(createInterface(child.stdout), 'line').then(([line]) => String(line))
  const printed = await Promise.race([firstLine, ended.then(() => undefined)])
  if (printed === undefined) throw new Error(`${fileURLToPath(file)} ended before it was ready`)
  return {
    hello: read(JSON.parse(printed)),
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}
