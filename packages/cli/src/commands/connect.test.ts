import { once } from 'node:events'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import {
  defaultTikTokShopCredentials as app,
  defaultNetSuiteCredentials,
  startSandbox,
} from '@tiktok-ns/sandbox'
import { expect, onTestFinished, test, vi } from 'vitest'
import { awaitRedirect } from '../connect/await-redirect.js'
import { writeEnv } from '../connect/write-env.js'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'
import { connect } from './connect.js'

const open = async (env = `TIKTOK_APP_SECRET=${app.appSecret}\n`) => {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const folder = temporaryFolder()
  const file = join(folder, 'tiktok-ns.yaml')
  const netsuite = defaultNetSuiteCredentials
  writeFileSync(
    file,
    `connections:
  us-shop:
    connector: tiktok-shop
    key: US1
    settings:
      appKey: ${app.appKey}
      appSecret: \${env.TIKTOK_APP_SECRET}
      refreshToken: \${env.TIKTOK_REFRESH_TOKEN}
      baseUrl: ${sandbox.tiktokShopUrl}
      authBaseUrl: ${sandbox.tiktokShopUrl}
  books:
    connector: netsuite
    key: NS
    settings:
      account: ${netsuite.account}
      consumerKey: ${netsuite.consumerKey}
      consumerSecret: ${netsuite.consumerSecret}
      tokenId: ${netsuite.tokenId}
      tokenSecret: ${netsuite.tokenSecret}
      baseUrl: ${sandbox.netsuiteUrl}
flows: {}
`,
  )
  writeFileSync(join(folder, '.env'), env)
  return { file, folder, env: () => readFileSync(join(folder, '.env'), 'utf8') }
}

test('the code of a seller’s consent becomes tokens in .env, and the shop answers from then on', async () => {
  const { file, folder, env } = await open()

  const connected = await runTool([
    ...['--project', file, 'connect', 'us-shop'],
    ...['--code', `https://shop.example/callback?code=${app.authCode}&state=x`],
  ])

  expect(connected).toMatchObject({ code: 0, err: '' })
  expect(connected.out).toMatch(/^us-shop is connected until \d{4}-\d\d-\d\d/)
  expect(connected.out).not.toContain(app.appSecret)
  expect(env()).toMatch(/^TIKTOK_APP_SECRET=.+\nTIKTOK_REFRESH_TOKEN=.+\n$/)
  expect(statSync(join(folder, '.env')).mode & 0o077).toBe(0)
  // What was granted, and until when, is kept beside: doctor compares it with what flows need.
  const state = join(folder, '.tiktok-ns')
  const [kept = ''] = readdirSync(state).filter(name => name.startsWith('tiktok-shop-'))
  expect(readFileSync(join(state, kept), 'utf8')).toContain('grantedScopes')
  expect(statSync(join(state, kept)).mode & 0o077).toBe(0)
  const { out } = await runTool(['--project', file, 'doctor'])
  expect(out).toMatch(/right +us-shop +credentials/)
})

test('a code that is used up is refused in words, and nothing is written', async () => {
  const { file, env } = await open()

  const { code, err } = await runTool(['--project', file, 'connect', 'us-shop', '--code', 'used'])

  expect(code).toBe(2)
  expect(err).toMatch(/^TikTok Shop gave no tokens: /)
  expect(env()).not.toContain('REFRESH')
})

test('an app has to be named before its consent page can be', async () => {
  const { file } = await open()

  expect((await runTool(['--project', file, 'connect', 'us-shop'])).err).toContain('--service-id')
  expect((await runTool(['--project', file, 'connect', 'us-shp'])).err).toContain('did you mean "us-shop"')
})

test('NetSuite’s tokens are tried', async () => {
  const { file } = await open()

  const { code, out } = await runTool(['--project', file, 'connect', 'books'])

  expect(out).toMatch(/^right {2}login: NetSuite account .+ accepts the credentials$/m)
  expect(code).toBe(0)
})

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('a person’s consent opens NetSuite: the tokens stay beside the store, and doctor finds the login', async () => {
  const redirectUri = `http://localhost:${await freePort()}/callback`
  const { account } = defaultNetSuiteCredentials
  const sandbox = await startSandbox({
    seed: { netsuite: { integrations: [{ clientId: 'public', redirectUris: [redirectUri] }] } },
  })
  onTestFinished(() => sandbox.close())
  const folder = temporaryFolder()
  const file = join(folder, 'tiktok-ns.yaml')
  writeFileSync(
    file,
    `connections:
  books:
    connector: netsuite
    key: NS
    settings: { account: ${account}, clientId: public, redirectUri: '${redirectUri}', baseUrl: '${sandbox.netsuiteUrl}' }
flows: {}
`,
  )
  /** What a browser does: the person agrees, and is sent back to this machine. */
  const agree = async (text: string) => {
    const { pathname, search } = new URL(/https:\S+/.exec(text)?.[0] ?? '')
    const agreed = await fetch(`${sandbox.netsuiteUrl}${pathname}${search}`, { redirect: 'manual' })
    const back = new URL(agreed.headers.get('location') ?? '')
    back.hostname = '127.0.0.1'
    return fetch(back)
  }
  const told: string[] = []
  const terminal = {
    interactive: false,
    out: (text: string) => void told.push(text),
    err: (text: string) => void told.push(text),
  }

  const connecting = connect(
    'books',
    file,
    {},
    { terminal, json: false, signal: new AbortController().signal },
  )
  await vi.waitFor(() => expect(told.join('')).toContain('Waiting for the browser'), 20_000)
  expect((await agree(told.join(''))).status).toBe(200)

  expect(await connecting).toBe(0)
  expect(told.at(-1)).toMatch(/^books is connected; its tokens are in /)
  const [tokens = ''] = readdirSync(join(folder, '.tiktok-ns')).filter(name => name.startsWith('netsuite-'))
  expect(statSync(join(folder, '.tiktok-ns', tokens)).mode & 0o077).toBe(0)
  const { out } = await runTool(['--project', file, 'doctor'])
  expect(out).toMatch(/right +books +login/)
})

test('the browser’s redirect is caught on this machine, and nothing else is taken for it', async () => {
  const listener = await awaitRedirect(0)

  expect((await fetch(`${listener.url}favicon.ico`)).status).toBe(404)
  expect((await fetch(`${listener.url}callback?code=abc&state=s`)).status).toBe(200)

  expect(await listener.redirected).toBe('/callback?code=abc&state=s')
  listener.close()
})

test('.env keeps what else it has', () => {
  const path = join(temporaryFolder(), '.env')
  writeFileSync(path, '# ours\nA=1\nexport B=old\n')

  writeEnv(path, { B: 'new', C: '3' })

  expect(readFileSync(path, 'utf8')).toBe('# ours\nA=1\nB=new\nC=3\n')
})
