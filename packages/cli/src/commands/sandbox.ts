import {
  checkFaultRules,
  type FaultRuleInput,
  type RunningSandbox,
  readSeed,
  type SandboxSeed,
  startSandbox,
} from '@tiktok-ns/sandbox'
import { type ExitCode, exitCode } from '../exit-code.js'
import { paint } from '../output/terminal.js'
import { type GeneratedSeed, generateSeed } from '../sandbox/generate-seed.js'
import { readInputFile, readJsonFile } from '../sandbox/read-json-file.js'
import { renderAddresses } from '../sandbox/render-addresses.js'
import { sandboxAddresses } from '../sandbox/sandbox-addresses.js'
import { type CommandContext, WrongInputError } from './command-context.js'

export interface SandboxCommandOptions {
  readonly seed?: string | undefined
  readonly generate?: string | undefined
  readonly tiktokPort: number
  readonly netsuitePort: number
  readonly clock?: string | undefined
  readonly clockRuns: boolean
  readonly state?: string | undefined
  readonly faults?: string | undefined
  readonly draws: string
  readonly host?: string | undefined
  readonly allowPublic: boolean
}

/** Serves both systems on this machine until it is stopped, and says where and with which credentials. */
export const sandbox = async (
  options: SandboxCommandOptions,
  { terminal, json, signal }: CommandContext,
): Promise<ExitCode> => {
  const clockMs = toInstant(options.clock)
  const faults =
    options.faults === undefined ? [] : await readJsonFile(options.faults, '--faults', checkFaultRules)
  const { seed, nowMs } = await seedOf(options, clockMs ?? Date.now())
  const running = await start(options, seed, faults, clockMs === undefined ? undefined : nowMs)
  try {
    const addresses = await sandboxAddresses(running)
    terminal.out(json ? JSON.stringify(addresses) : renderAddresses(addresses, running.clock))
    if (!json) terminal.err(paint(terminal, 'dim', '\nCtrl-C stops it.\n'))
    await untilAborted(signal)
  } finally {
    await running.close()
  }
  if (!json && options.state !== undefined) terminal.out(`The state is kept in ${options.state}.`)
  return exitCode.done
}

const seedOf = async ({ seed, generate }: SandboxCommandOptions, nowMs: number): Promise<GeneratedSeed> => {
  if (seed !== undefined && generate !== undefined)
    throw new WrongInputError('--seed and --generate both say what the sandbox holds; give one of them')
  if (generate !== undefined) return generateSeed(generate, nowMs)
  return { seed: seed === undefined ? {} : await readInputFile(seed, '--seed', readSeed), nowMs }
}

const start = async (
  options: SandboxCommandOptions,
  seed: SandboxSeed,
  faults: readonly FaultRuleInput[],
  clockMs: number | undefined,
): Promise<RunningSandbox> => {
  try {
    return await startSandbox({
      seed,
      faults,
      randomSeed: options.draws,
      tiktokShopPort: options.tiktokPort,
      netsuitePort: options.netsuitePort,
      allowPublic: options.allowPublic,
      ...(clockMs === undefined
        ? {}
        : { clock: { at: clockMs, mode: options.clockRuns ? 'real' : 'fixed' } }),
      ...(options.host === undefined ? {} : { host: options.host }),
      ...(options.state === undefined ? {} : { stateFile: options.state }),
    })
  } catch (error) {
    throw new WrongInputError(explain(error))
  }
}

/** A public address and a spoilt state file say themselves what to do; a taken port does not. */
const explain = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE')
    return `${error.message}; give another --tiktok-port or --netsuite-port, or 0 for any free one`
  return error.message
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

const toInstant = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const instant = Date.parse(text)
  if (Number.isNaN(instant))
    throw new WrongInputError(`--clock ${text} is no instant; write it like 2026-01-31T08:00:00Z`)
  return instant
}
