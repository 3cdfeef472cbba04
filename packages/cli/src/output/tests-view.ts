import type { Covered, FlowCoverage, FlowTestReport } from '@tiktok-ns/flow-engine/testing'
import { paint, type Terminal } from './terminal.js'

/** The cases of a test file with what differs, and last what they came to of the flow. */
export const printTests = (
  file: string,
  { cases, coverage }: Pick<FlowTestReport, 'cases' | 'coverage'>,
  terminal: Terminal,
): void => {
  terminal.out(file)
  for (const { name, differences } of cases) {
    const verdict = differences.length === 0 ? paint(terminal, 'green', 'ok') : paint(terminal, 'red', 'no')
    terminal.out(`  ${verdict}  ${name}`)
    for (const difference of differences) terminal.out(`        ${difference}`)
  }
  if (coverage !== undefined) for (const line of coverageLines(coverage)) terminal.out(`  ${line}`)
}

const coverageLines = ({ steps, branches, handlers }: FlowCoverage): readonly string[] => {
  const parts = [
    ['steps', steps],
    ['branches', branches],
    ['failure handlers', handlers],
  ] as const
  return [
    `covers ${parts.map(([name, part]) => `${reached(part)} of ${part.all} ${name}`).join(', ')}`,
    ...parts.flatMap(([name, { unreached }]) =>
      unreached.length === 0 ? [] : [`no case comes to the ${name} ${unreached.join(', ')}`],
    ),
  ]
}

const reached = ({ all, unreached }: Covered): number => all - unreached.length
