import { readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, platform, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Benchmark, Result } from './benchmark.js'
import { table } from './table.js'

/** A result as a section of Markdown. */
export const report = ({ name, question }: Benchmark, { setup, rows, bars = [] }: Result): string => {
  const verdicts = bars.map(
    ({ what, wanted, measured, met }) =>
      `- ${met ? 'Met' : '**Missed**'}: ${what} is ${measured}, and should be ${wanted}.`,
  )
  return [`## ${name}`, question, setup, table(rows), verdicts.join('\n'), `*${circumstances()}*`]
    .filter(part => part !== '')
    .join('\n\n')
}

const circumstances = (): string => {
  const processors = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const machine = `${processors.length} × ${processors[0]?.model ?? arch()}, ${memory} GiB`
  return `Measured ${new Date().toISOString().slice(0, 10)} on Node ${process.versions.node}, ${platform()}, ${machine}.`
}

const page = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url))

/** Puts the section into docs/benchmarks.md, in place of the one with the same heading, else at the end. */
export const keepReport = (section: string): void => {
  const [intro = '', ...sections] = readFileSync(page, 'utf8')
    .trimEnd()
    .split(/\n+(?=## )/)
  const heading = headingOf(section)
  const index = sections.findIndex(kept => headingOf(kept) === heading)
  sections.splice(index === -1 ? sections.length : index, 1, section)
  writeFileSync(page, `${[intro, ...sections].join('\n\n')}\n`)
}

const headingOf = (section: string): string | undefined => section.split('\n')[0]
