import type { Hono } from 'hono'
import { adminPath, createAdmin } from './admin.js'
import { noSuchAccount } from './netsuite/account-host.js'
import type { NetSuiteSystem } from './netsuite/netsuite-server.js'
import type { SandboxCore, SandboxSystem } from './sandbox-system.js'

const accountsPath = `${adminPath}/netsuite/accounts`

/**
 * The routes under `/_sandbox`, as they are at each account's address: `/netsuite/…` is the account that one calls, and
 * `/netsuite/accounts/{account}/…` any of them.
 */
export const createAdminOfAccounts = (
  core: SandboxCore,
  tiktokShop: SandboxSystem,
  accounts: readonly NetSuiteSystem[],
): ((near: NetSuiteSystem) => (request: Request) => Promise<Response>) => {
  const apps = new Map<NetSuiteSystem, Hono>()
  const appOf = (account: NetSuiteSystem): Hono => {
    const app = apps.get(account) ?? createAdmin(core, [tiktokShop, ...accounts], [tiktokShop, account])
    apps.set(account, app)
    return app
  }

  return near => async request => {
    const url = new URL(request.url)
    if (url.pathname === accountsPath)
      return Response.json({
        accounts: accounts.map(({ account, settings: { timeZone, tokens } }) => ({
          account,
          timeZone,
          tokens,
        })),
      })
    if (!url.pathname.startsWith(`${accountsPath}/`)) return appOf(near).fetch(request)
    const [id = '', ...rest] = url.pathname.slice(accountsPath.length + 1).split('/')
    const found = accounts.find(({ account }) => account === id)
    if (found === undefined) return Response.json({ error: noSuchAccount(id, accounts) }, { status: 404 })
    url.pathname = [adminPath, 'netsuite', ...rest].join('/')
    return appOf(found).fetch(new Request(url, request))
  }
}
