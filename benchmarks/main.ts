import { parseArgs } from 'node:util'
import { benchmarks } from './benchmarks.js'
import { keepReport, report } from './report.js'

/** `pnpm bench [name…] [--keep]`: runs all benchmarks or those named, and with `--keep` puts them into docs/benchmarks.md. */
const { values, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'boolean', default: false } },
})
const unknown = names.filter(name => !benchmarks.some(benchmark => benchmark.name === name))
if (unknown.length > 0)
  throw new Error(
    `There is no benchmark ${unknown.join(', ')}; there is ${benchmarks.map(({ name }) => name).join(', ')}`,
  )

for (const benchmark of benchmarks) {
  if (names.length > 0 && !names.includes(benchmark.name)) continue
  const result = await benchmark.measure('full')
  const section = report(benchmark, result)
  console.log(`${section}\n`)
  if (values.keep) keepReport(section)
  if (result.bars?.some(({ met }) => !met) === true) process.exitCode = 1
}
