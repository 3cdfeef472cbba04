import { formatDiagnostic } from '../check/format-diagnostic.js'
import { type RunFlowTestsOptions, runFlowTests } from './run-flow-tests.js'
import { sampleConnectors } from './sample-connectors.js'

/** The top of a flow for tests of steps; steps follow, indented by two. */
const top = `flow: orders
summary: Orders become sales orders.
settings: { prefix: { type: string, default: T }, carriers: { type: object, default: { UPS: "1" } } }
connections: { shop: tiktok-shop, erp: netsuite }
`

const oneExport = `export: { from: shop.orders, cursor: { field: update_time }, traceKey: "\${record.id}" }
`

/** A flow around some steps. `more` may give further keys, or its own export. */
export const flowOf = (steps: string, more = ''): string =>
  `${top}${/^exports?:/m.test(more) ? '' : oneExport}${more}${more === '' || more.endsWith('\n') ? '' : '\n'}steps:\n${steps
    .trim()
    .split('\n')
    .map(line => `  ${line}`)
    .join('\n')}\n`

export type FlowCasesOptions = Partial<Pick<RunFlowTestsOptions, 'hooks' | 'files' | 'worlds'>>

/** Runs YAML cases against a flow and answers with everything that is wrong: diagnostics, or differences by case. */
export const wrongIn = async (
  flow: string,
  cases: string,
  options: FlowCasesOptions = {},
): Promise<readonly string[]> => {
  const report = await runFlowTests({
    text: `cases:\n${cases}`,
    file: 'orders.flow.test.yaml',
    flowText: flow,
    flowFile: 'orders.flow.yaml',
    connectors: sampleConnectors,
    ...options,
  })
  return [
    ...report.diagnostics.map(found => formatDiagnostic(found)),
    ...report.cases.flatMap(({ name, differences }) => differences.map(line => `${name}: ${line}`)),
  ]
}
