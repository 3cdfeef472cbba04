import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { printResolvedFlow } from '@tiktok-ns/flow-engine'
import { type ExitCode, exitCode } from '../exit-code.js'
import { openFlowFiles } from '../project/flow-files.js'
import { checkFlowFile } from '../project/load-flow.js'
import { type CommandContext, reportDiagnostics, WrongInputError } from './command-context.js'
import { openOwnProject, readPlans } from './load-plans.js'

/** Checks flow files, or the whole project when none is named. Reads no network and no store. */
export const check = (paths: readonly string[], projectFile: string, context: CommandContext): ExitCode => {
  if (paths.length === 0) {
    const { plans, diagnostics, texts } = readPlans(openOwnProject(projectFile, context), [])
    reportDiagnostics(diagnostics, texts, context)
    if (context.json && diagnostics.length > 0) return exitCode.done
    say(
      context,
      `${plans.length} ${plans.length === 1 ? 'flow of the project is' : 'flows of the project are'} right`,
    )
    return exitCode.done
  }
  const files = paths.flatMap(path => findFiles(path, '.flow.yaml'))
  const checked = files.map(file => checkFlowFile(file))
  const texts = new Map(checked.flatMap(({ texts: some }) => [...some]))
  const diagnostics = checked.flatMap(({ diagnostics: some }) => some)
  reportDiagnostics(diagnostics, texts, context)
  if (context.json && diagnostics.length > 0) return exitCode.done
  say(context, `${checked.length} ${checked.length === 1 ? 'flow is' : 'flows are'} right`)
  return exitCode.done
}

/** Prints flows with their overlays applied, once they are right. */
export const printResolved = (paths: readonly string[], context: CommandContext): ExitCode => {
  if (paths.length === 0) throw new WrongInputError('--resolved needs a flow; name its file')
  for (const path of paths.flatMap(given => findFiles(given, '.flow.yaml'))) {
    const { diagnostics, texts, file } = checkFlowFile(path)
    reportDiagnostics(diagnostics, texts, context)
    const printed = printResolvedFlow(texts.get(file) ?? '', file, openFlowFiles())
    context.terminal.out((context.json ? JSON.stringify({ file, flow: printed.text }) : printed.text) ?? '')
  }
  return exitCode.done
}

const say = ({ json, terminal }: CommandContext, text: string): void =>
  terminal.out(json ? JSON.stringify({ diagnostics: [] }) : text)

/** Files with an ending, in folders and below. */
export const findFiles = (path: string, ending: string): readonly string[] => {
  if (!existsSync(path)) throw new WrongInputError(`there is no file or folder ${path}; check the path`)
  if (statSync(path).isFile()) return [path]
  const found = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(ending) && !name.includes('node_modules'))
    .map(name => join(path, name))
    .sort()
  if (found.length === 0) throw new WrongInputError(`there is no *${ending} in ${path}; check the path`)
  return found
}
