import { mkdirSync } from 'node:fs'
import { createConsent, exchangeAuthorizationCode, isApiError } from '@tiktok-ns/netsuite-client'
import { openTokenStore } from '@tiktok-ns/netsuite-client/connector'
import { z } from 'zod'
import { type CommandContext, WrongInputError } from '../commands/command-context.js'
import { type ExitCode, exitCode } from '../exit-code.js'
import { stateFolderOf } from '../project/open-host.js'
import type { Project } from '../project/open-project.js'
import { createLazyTransport } from '../transport.js'
import { readRedirect } from './read-redirect.js'

const personSettings = z.object({
  account: z.string(),
  clientId: z.string(),
  clientSecret: z.string().optional(),
  redirectUri: z.string(),
  baseUrl: z.string().optional(),
})

/** Whether a NetSuite connection acts as a person who consents in a browser. */
export const isPersonal = (settings: unknown): boolean => personSettings.safeParse(settings).success

/**
 * Connects NetSuite by a person's consent in a browser. The tokens are kept in a file beside the store that only its owner can read,
 * and renew themselves there.
 */
export const connectPerson = async (
  connection: string,
  project: Project,
  port: number | undefined,
  context: CommandContext,
): Promise<ExitCode> => {
  const settings = personSettings.parse(project.connectionSettings[connection])
  const { account, clientId, clientSecret, redirectUri, baseUrl } = settings
  const consent = createConsent({ account, clientId, redirectUri })
  context.terminal.err(
    `Open this page, log in to NetSuite as the user and role that the flows are to act as, and allow it:\n\n  ${consent.url}\n\n`,
  )
  const stateFolder = stateFolderOf(project)
  mkdirSync(stateFolder, { recursive: true })
  const url = await readRedirect(port ?? loopbackPort(redirectUri), context)
  try {
    await exchangeAuthorizationCode({
      account,
      clientId,
      redirectUri,
      callbackUrl: new URL(url, redirectUri).href,
      consent,
      tokenStore: openTokenStore({ account, clientId, stateFolder }),
      transport: createLazyTransport(),
      ...(clientSecret === undefined ? {} : { clientSecret }),
      ...(baseUrl === undefined ? {} : { baseUrl }),
    })
  } catch (error) {
    if (!isApiError(error)) throw error
    throw new WrongInputError(`NetSuite gave no tokens: ${error.message}. ${error.hint ?? ''}`.trim())
  }
  context.terminal.out(
    context.json
      ? JSON.stringify({ connection, connected: true })
      : `${connection} is connected; its tokens are in ${stateFolder} and renew themselves.\ntiktok-ns doctor looks whether everything answers.`,
  )
  return exitCode.done
}

/** The port of a redirect URL on this machine, which can be listened at; undefined for any other. */
const loopbackPort = (redirectUri: string): number | undefined => {
  const { protocol, hostname, port } = new URL(redirectUri)
  const isHere = protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1')
  return isHere && port !== '' ? Number(port) : undefined
}
