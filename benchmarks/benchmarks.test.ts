import { expect, test } from 'vitest'
import { benchmarks } from './benchmarks.js'
import { report } from './report.js'

test.each(benchmarks.map(benchmark => [benchmark.name, benchmark] as const))(
  '%s runs and gives a table',
  async (_, benchmark) => {
    const result = await benchmark.measure('tiny')

    expect(result.rows.length).toBeGreaterThan(0)
    expect(report(benchmark, result)).not.toMatch(/NaN|undefined/)
  },
)
