import { readFileSync, writeFileSync } from 'node:fs'
import { makeShop, startSandbox } from '@tiktok-ns/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { writeDemoProject } from '../demo/demo-project.js'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

const pageFile = new URL('../../../../docs/operating.md', import.meta.url)
const page = readFileSync(pageFile, 'utf8')

/** Console blocks, and between them what happens meanwhile: `<!-- meanwhile: ... -->`. */
const events = [...page.matchAll(/```console\n([\s\S]*?)```|<!-- meanwhile: (.*?) -->/g)].map(
  ([, block, meanwhile]) => ({ block, meanwhile }),
)

test('docs/operating.md shows what the tool prints', async () => {
  const shop = makeShop({ orders: 60, seed: 11, nowMs: Date.now() - 5_000 })
  const sandbox = await startSandbox({ seed: shop.seed })
  onTestFinished(() => sandbox.close())
  const { file } = writeDemoProject(sandbox, shop, temporaryFolder())

  const meanwhile: Readonly<Record<string, () => Promise<unknown>>> = {
    'the item is added in NetSuite': () =>
      fetch(`${sandbox.netsuiteUrl}/_sandbox/netsuite/records/inventoryItem`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(shop.missing?.item),
      }),
  }
  const shown: string[] = []
  const printed: string[] = []
  for (const { block, meanwhile: what } of events) {
    if (what !== undefined) {
      const act = meanwhile[what]
      if (act === undefined) throw new Error(`nobody knows how to do "${what}"`)
      await act()
      continue
    }
    for (const command of (block ?? '').split(/^(?=\$ )/m)) {
      const [first = '', ...output] = command.trimEnd().split('\n')
      const { out } = await runTool(['--project', file, ...first.replace(/^\$ tiktok-ns /, '').split(' ')])
      shown.push(first, output.join('\n'))
      printed.push(first, out)
    }
  }

  // `UPDATE_PAGES=1` writes down what was printed; whoever does so reads the difference.
  if (process.env['UPDATE_PAGES'] === '1') writeFileSync(pageFile, withOutputs(printed))
  else expect(printed.map(masked)).toEqual(shown.map(masked))
  expect(printed.length).toBeGreaterThan(10)
})

/** Instants, run ids, durations and the person at the keyboard differ from run to run. */
const masked = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?(\.\d+)?Z?/g, 'INSTANT')
    .replace(/\b\d{4}-\d\d-\d\d\b|\b1\d{9}\b/g, 'DAY')
    .replace(/\b[0-9a-f]{8}\b/g, 'RUN')
    .replace(/\b\d+\.\d( s)?$/gm, 'SECS')
    .replace(/(INSTANT +)\S+( +(cursor|parked)\.| assigned | tagged )/g, '$1SOMEBODY$2')
    .replace(/( since INSTANT by )\S+(: )/g, '$1SOMEBODY$2')
    .replace(/ +/g, ' ')

/** The page with what each command has printed, in place of what it showed. */
const withOutputs = (printed: readonly string[]): string => {
  const outputs = printed.filter((_, index) => index % 2 === 1)
  return page.replace(
    /```console\n([\s\S]*?)```/g,
    (_, block: string) =>
      `\`\`\`console\n${block
        .split(/^(?=\$ )/m)
        .map(command => `${command.split('\n')[0]}\n${outputs.shift() ?? ''}\n`)
        .join('')}\`\`\``,
  )
}
