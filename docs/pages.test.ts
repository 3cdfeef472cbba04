import { fileURLToPath } from 'node:url'
import { createProgram as createTool } from '@tiktok-ns/cli'
import { checkFlow, formatDiagnostic } from '@tiktok-ns/flow-engine'
import { netsuiteDescription } from '@tiktok-ns/netsuite-client/connector'
import { tiktokShopDescription } from '@tiktok-ns/tiktok-client/connector'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { codeBlocks } from './testing/code-blocks.js'

const blocks = codeBlocks()
const connectors = [tiktokShopDescription, netsuiteDescription]
// What extends a shipped flow needs its file; reference.test.ts checks those beside it.
const flows = blocks.filter(
  ({ language, text }) => language === 'yaml' && /^flow:/m.test(text) && !/^extends:/m.test(text),
)
const snippets = blocks.filter(({ language }) => language === 'ts')

test.each(flows)('the flow at $page:$line passes check', ({ page, text }) => {
  const { diagnostics } = checkFlow({ text, file: page, connectors })

  expect(diagnostics.map(found => formatDiagnostic(found, text))).toEqual([])
})

const folder = fileURLToPath(new URL('.', import.meta.url))

/** A package's page may import what its package does; every other page what these tests do. */
const folderOf = (page: string): string =>
  page.startsWith('packages/')
    ? fileURLToPath(new URL(`../${page.replace('README.md', '')}`, import.meta.url))
    : folder

// All programs of all pages are one compilation: the slowest single test there is on a busy machine.
test('every TypeScript snippet compiles, as strictly as the code does', { timeout: 300_000 }, () => {
  const config = ts.getParsedCommandLineOfConfigFile(
    `${folder}../tsconfig.base.json`,
    { noEmit: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  )
  const texts = new Map(
    snippets.map(({ page, line, text }) => [
      `${folderOf(page)}${page.replaceAll('/', '-')}-${line}.ts`,
      `${text}\nexport {}\n`,
    ]),
  )
  const host = ts.createCompilerHost(config?.options ?? {})
  const { readFile, fileExists, getSourceFile } = host
  host.readFile = name => texts.get(name) ?? readFile(name)
  host.fileExists = name => texts.has(name) || fileExists(name)
  host.getSourceFile = (name, target) => {
    const text = texts.get(name)
    return text === undefined ? getSourceFile(name, target) : ts.createSourceFile(name, text, target)
  }
  const program = ts.createProgram([...texts.keys()], config?.options ?? {}, host)

  const problems = [...texts.keys()].flatMap(name =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(name)),
  )
  expect(
    problems.map(
      ({ file, start, messageText }) =>
        `${file?.fileName}:${start} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    ),
  ).toEqual([])
  expect(texts.size).toBeGreaterThan(0)
})

test('the README shows what the demo prints', async () => {
  const shown = blocks.find(
    ({ page, text }) => page === 'README.md' && text.startsWith('TikTok Shop and NetSuite are up'),
  )
  const out: string[] = []
  const terminal = { interactive: false, out: (text: string) => void out.push(text), err: () => undefined }
  const tool = createTool({
    context: json => ({ terminal, json, signal: new AbortController().signal }),
    ended: () => undefined,
  })

  await tool.parseAsync(['demo'], { from: 'user' })

  expect(withoutTimes(`${out.join('\n')}\n`)).toBe(withoutTimes(shown?.text ?? ''))
})

/**
 * How long it took, when it was, and how many orders lie in the last minutes differ from run to run; columns are as wide as the
 * longest time.
 */
const withoutTimes = (text: string): string => {
  const masked = text
    .replace(/^(elapsed +)[\d.]+ s$/gm, '$1… s')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, '…')
    .replace(/(\S) {2,}/g, '$1  ')
    .replace(/^ {2,}/gm, '  ')
  const lastRun = masked.lastIndexOf('$ tiktok-ns run')
  const checked = masked.lastIndexOf('Checked:')
  return (
    masked.slice(0, lastRun) + masked.slice(lastRun, checked).replace(/ +\d+/g, ' …') + masked.slice(checked)
  )
}
