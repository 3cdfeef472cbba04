import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readYaml, suggest } from '@tiktok-ns/flow-engine'
import {
  consentUrl,
  createMemoryTokenStore,
  createTikTokShopClient,
  isApiError,
  readConsentRedirect,
} from '@tiktok-ns/tiktok-client'
import { keepGrant } from '@tiktok-ns/tiktok-client/connector'
import { z } from 'zod'
import { connectPerson, isPersonal } from '../connect/connect-person.js'
import { readRedirect } from '../connect/read-redirect.js'
import { writeEnv } from '../connect/write-env.js'
import { type ExitCode, exitCode } from '../exit-code.js'
import { openConnections, stateFolderOf } from '../project/open-host.js'
import { openProject, type Project } from '../project/open-project.js'
import { createLazyTransport } from '../transport.js'
import { type CommandContext, reportDiagnostics, WrongInputError } from './command-context.js'

export interface ConnectOptions {
  /** Service id of the app, from Partner Center. */
  readonly serviceId?: string | undefined
  readonly market?: 'row' | 'us' | undefined
  /** What the browser was sent to after the consent, or its code alone: then nothing is listened for. */
  readonly code?: string | undefined
  /** Port of the redirect URL that is registered for the app, when it is one of this machine. */
  readonly port?: number | undefined
}

/**
 * Connects an account: TikTok Shop by the seller's consent in a browser, whose tokens go into `.env`; NetSuite by a person's consent
 * where its settings have a `redirectUri`; every other by trying the credentials that the project file has.
 */
export const connect = async (
  connection: string,
  projectFile: string,
  options: ConnectOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const { project, tokenNames } = openUnconnected(projectFile, connection, context)
  const connector = project.spec.connections[connection]?.connector
  if (connector === 'tiktok-shop') return connectShop(connection, project, tokenNames, options, context)
  const isConsent = connector === 'netsuite' && isPersonal(project.connectionSettings[connection])
  return isConsent
    ? connectPerson(connection, project, options.port, context)
    : tryConnection(connection, project, context)
}

/** Variables that hold a shop's tokens, by the settings that ask for them. */
type TokenNames = Readonly<Partial<Record<'accessToken' | 'refreshToken', string>>>

const looseProject = z.object({
  connections: z.record(z.string(), z.object({ settings: z.record(z.string(), z.unknown()).default({}) })),
})

/** The project before its tokens are there: those that the connection asks for do not have to be set yet. */
const openUnconnected = (projectFile: string, connection: string, context: CommandContext) => {
  const path = resolve(projectFile)
  const raw = existsSync(path) ? readYaml(readFileSync(path, 'utf8'), path).yaml?.value : undefined
  const connections = looseProject.safeParse(raw).data?.connections ?? {}
  const pending = Object.values(connections).flatMap(({ settings }) => Object.values(namesIn(settings)))
  const { project, diagnostics, texts } = openProject(projectFile, {
    ...Object.fromEntries(pending.map(name => [name, 'not connected yet'])),
    ...process.env,
  })
  reportDiagnostics(diagnostics, texts, context)
  if (project === undefined) throw new WrongInputError('the project cannot be read')
  const known = Object.keys(project.spec.connections)
  if (!known.includes(connection))
    throw new WrongInputError(`the project has no connection "${connection}"; ${suggest(connection, known)}`)
  return { project, tokenNames: namesIn(connections[connection]?.settings ?? {}) }
}

const namesIn = (settings: Readonly<Record<string, unknown>>): TokenNames =>
  Object.fromEntries(
    (['accessToken', 'refreshToken'] as const).flatMap(setting => {
      const name = /^\$\{env\.([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(String(settings[setting]))?.[1]
      return name === undefined ? [] : [[setting, name]]
    }),
  )

const appSettings = z.object({
  appKey: z.string(),
  appSecret: z.string(),
  baseUrl: z.string().optional(),
  authBaseUrl: z.string().optional(),
})

const connectShop = async (
  connection: string,
  project: Project,
  tokenNames: TokenNames,
  options: ConnectOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const { refreshToken: refreshName } = tokenNames
  if (refreshName === undefined)
    throw new WrongInputError(
      `the connection ${connection} has no place for its token; write \`refreshToken: \${env.TIKTOK_REFRESH_TOKEN}\` into its settings`,
    )
  const code = await readCode(connection, options, context)
  const tokenStore = createMemoryTokenStore()
  const app = appSettings.parse(project.connectionSettings[connection])
  const client = createTikTokShopClient({
    ...withoutBlanks(app),
    transport: createLazyTransport(),
    tokenStore,
  })
  try {
    await client.authorize(code)
  } catch (error) {
    if (!isApiError(error)) throw error
    throw new WrongInputError(`TikTok Shop gave no tokens: ${error.message}. ${error.hint ?? ''}`.trim())
  }
  const tokens = await tokenStore.read()
  if (tokens === undefined) throw new TypeError('authorize keeps tokens')
  const envFile = join(dirname(resolve(project.folder, 'tiktok-ns.yaml')), '.env')
  writeEnv(envFile, {
    [refreshName]: tokens.refreshToken,
    ...(tokenNames.accessToken === undefined ? {} : { [tokenNames.accessToken]: tokens.accessToken }),
  })
  await keepGrant(tokens, stateFolderOf(project))
  const until = new Date(tokens.refreshTokenExpiresAt).toISOString()
  context.terminal.out(
    context.json
      ? JSON.stringify({ connection, until })
      : `${connection} is connected until ${until.slice(0, 10)}; the tokens are in ${envFile}.\ntiktok-ns doctor looks whether everything answers.`,
  )
  return exitCode.done
}

const withoutBlanks = ({ baseUrl, authBaseUrl, ...app }: z.infer<typeof appSettings>) => ({
  ...app,
  ...(baseUrl === undefined ? {} : { baseUrl }),
  ...(authBaseUrl === undefined ? {} : { authBaseUrl }),
})

/** The code of the seller's consent: given, caught from the browser, or pasted. */
const readCode = async (
  connection: string,
  { code, serviceId, market = 'row', port }: ConnectOptions,
  { terminal, signal }: CommandContext,
): Promise<string> => {
  if (code !== undefined) return /[?&]/.test(code) ? readConsentRedirect(code).code : code
  if (serviceId === undefined)
    throw new WrongInputError(
      `say which app asks: tiktok-ns connect ${connection} --service-id <id from Partner Center>, or give a code that you have with --code`,
    )
  const state = randomBytes(16).toString('base64url')
  terminal.err(
    `Open this page as the shop's main account, and let the app in:\n\n  ${consentUrl({ serviceId, state, market })}\n\n`,
  )
  const url = await readRedirect(port, { terminal, signal })
  const redirect = readConsentRedirect(url)
  if (redirect.state !== undefined && redirect.state !== state)
    throw new WrongInputError('that answer belongs to another consent: its state differs. Begin again')
  return redirect.code
}

const tryConnection = async (
  connection: string,
  project: Project,
  { terminal, json, signal }: CommandContext,
): Promise<ExitCode> => {
  const connector = openConnections(project).get(connection)
  if (connector === undefined) throw new TypeError(`the project has no connection "${connection}"`)
  const findings = await connector.probe({ signal })
  if (json) terminal.out(JSON.stringify({ connection, findings }))
  else
    for (const { ok, subject, message, next } of findings)
      terminal.out(`${ok ? 'right' : 'wrong'}  ${subject}: ${message}${next === undefined ? '' : ` ${next}`}`)
  return findings.every(({ ok }) => ok) ? exitCode.done : exitCode.someRecordsFailed
}
