import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { shippedConnectors } from '../connectors.js'
import { type ExitCode, exitCode } from '../exit-code.js'
import { chooseFlows } from '../init/choose-flows.js'
import { withModeOfOrders } from '../init/mode-of-orders.js'
import { type NewFlow, writeEnvExample, writeProjectFile } from '../init/write-project.js'
import { checkFlowFile } from '../project/load-flow.js'
import { projectFileName } from '../project/open-project.js'
import { type CommandContext, reportDiagnostics, WrongInputError } from './command-context.js'

export interface InitOptions {
  /** Asks nothing; what is not known is left to be filled in. */
  readonly yes: boolean
  readonly shopKey?: string | undefined
  readonly account?: string | undefined
  /** Names of shipped flows; none are the usual ones. */
  readonly flows: readonly string[]
}

/** Writes a project: which accounts, which flows, every setting explained. Never writes over what is there. */
export const init = async (
  folder: string,
  options: InitOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const file = resolve(folder, projectFileName)
  if (existsSync(file)) throw new WrongInputError(`${file} is there already; init writes over nothing`)
  const shipped = shippedFlows(context)
  chooseFlows(shipped, options.flows) // a wrong name is told before anything is asked
  const { shopKey, account, flows } = await askFor(options)
  const chosen = chooseFlows(shipped, flows)
  const [shop, erp] = ['tiktok-shop', 'netsuite'].map(
    name => shippedConnectors.find(({ description }) => description.name === name)?.description,
  )
  if (shop === undefined || erp === undefined) throw new TypeError('a connector is missing')
  const project = {
    connections: [
      { name: 'shop', key: shopKey, description: shop, known: {} },
      { name: 'books', key: 'NS', description: erp, known: { account } },
    ],
    flows: withModeOfOrders(chosen),
  }
  mkdirSync(resolve(folder), { recursive: true })
  const written = [
    writeNew(file, writeProjectFile(project)),
    writeNew(resolve(folder, '.env.example'), writeEnvExample(project)),
    writeNew(resolve(folder, '.gitignore'), '.env\n.tiktok-ns/\n'),
  ].flat()
  const more = shipped.filter(flow => !chosen.includes(flow))
  if (context.json)
    context.terminal.out(JSON.stringify({ written, flows: namesOf(chosen), more: namesOf(more) }))
  else context.terminal.out(`wrote ${written.join(', ')}\n\n${describe(chosen, more)}\n\n${nextSteps}`)
  return exitCode.done
}

const namesOf = (flows: readonly NewFlow[]): readonly string[] => flows.map(({ name }) => name)

const describe = (chosen: readonly NewFlow[], more: readonly NewFlow[]): string => {
  const list = (flows: readonly NewFlow[]) =>
    flows.map(({ name, spec }) => `  ${name}\n      ${spec.summary}`)
  return [
    'Flows in the project:',
    ...list(chosen),
    ...(more.length === 0 ? [] : ['Others, for --flows or for the project file:', ...list(more)]),
  ].join('\n')
}

const nextSteps = `Next:
  1. copy .env.example to .env and fill it in
  2. fill in the settings of the flows in ${projectFileName}; tiktok-ns check names those that are missing
  3. tiktok-ns doctor looks whether both systems answer
  4. tiktok-ns run --dry shows what would be written; when it is right, take "writes: none" out of the project file
  5. tiktok-ns run, or tiktok-ns serve to keep it running`

const askFor = async ({ yes, shopKey, account, flows }: InitOptions) => {
  const fallback = { shopKey: shopKey ?? 'SHOP1', account: account ?? '', flows }
  if (yes || !process.stdin.isTTY) return fallback
  const ask = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const key = shopKey ?? (await ask.question('Short key for the shop, part of every document id (US1): '))
    const id = account ?? (await ask.question('NetSuite account id (123456 or 123456_SB1): '))
    const names = flows.length > 0 ? flows : toNames(await ask.question(flowsQuestion))
    return { shopKey: key.trim() || 'US1', account: id.trim(), flows: names }
  } finally {
    ask.close()
  }
}

const flowsQuestion =
  'Flows, by name with commas between (the usual ones for orders, shipments, stock and payouts): '

const toNames = (answer: string): readonly string[] =>
  answer
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')

/** The flows that come with the tool, named after what they do. */
const shippedFlows = (context: CommandContext): readonly NewFlow[] => {
  const folder = dirname(createRequire(import.meta.url).resolve('@tiktok-ns/flows/package.json'))
  const ending = '.flow.yaml'
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(ending) && !name.includes('node_modules'))
    .sort()
  return paths.flatMap(path => {
    const { spec, diagnostics, texts } = checkFlowFile(join(folder, path))
    reportDiagnostics(diagnostics, texts, context)
    return spec === undefined ? [] : [{ name: spec.flow, path: `@tiktok-ns/flows/${path}`, spec }]
  })
}

const writeNew = (path: string, text: string): readonly string[] => {
  if (existsSync(path)) return []
  writeFileSync(path, text)
  return [path]
}
