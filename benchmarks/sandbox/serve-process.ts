import { createProgram } from '@tiktok-ns/cli'
import { z } from 'zod'

/** `tiktok-ns serve` in a process of its own; its first line of log says where it listens. Ends with its input. */
const { project } = z.object({ project: z.string() }).parse(JSON.parse(process.argv[2] ?? ''))
const stopping = new AbortController()
process.stdin.resume().once('end', () => stopping.abort())

const program = createProgram({
  context: json => ({
    terminal: {
      interactive: false,
      out: text => void process.stdout.write(`${text}\n`),
      err: text => void process.stderr.write(text),
    },
    json,
    signal: stopping.signal,
  }),
  ended: code => {
    process.exitCode = code
  },
})
await program.parseAsync(['--project', project, '--json', 'serve', '--port', '0'], { from: 'user' })
