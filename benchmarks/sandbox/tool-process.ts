import { createProgram } from '@tiktok-ns/cli'

/** Runs `tiktok-ns` in a process of its own, and prints with what it printed how much memory that took at most, in MiB. */
const printed: string[] = []
const program = createProgram({
  context: json => ({
    terminal: {
      interactive: false,
      out: text => void printed.push(text),
      err: text => void process.stderr.write(text),
    },
    json,
    signal: new AbortController().signal,
  }),
  ended: () => undefined,
})
await program.parseAsync(process.argv.slice(2), { from: 'user' })
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(JSON.stringify({ peakMiB, printed: JSON.parse(printed.join('')) }))
