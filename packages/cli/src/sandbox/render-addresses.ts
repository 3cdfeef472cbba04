import type { RunningSandbox } from '@tiktok-ns/sandbox'
import { renderTable } from '../output/table.js'
import type { SandboxAddresses } from './sandbox-addresses.js'

/** The addresses for a person, with calls to try. */
export const renderAddresses = (
  { tiktokShop, netsuiteAccounts, admin }: SandboxAddresses,
  clock: RunningSandbox['clock'],
): string => {
  const [shop] = tiktokShop.shops
  const now = new Date(clock.now()).toISOString()
  const rows = [
    ['TikTok Shop', tiktokShop.url],
    ...indented(tiktokShop.credentials),
    ...tiktokShop.shops.map(({ id, cipher }) => [`  shop ${id}`, `cipher ${cipher}`]),
    ...netsuiteAccounts.flatMap(({ url, credentials }) => [['NetSuite', url], ...indented(credentials)]),
    ['Clock', clock.mode === 'fixed' ? `${now}, stands until it is moved` : now],
  ]
  return [
    renderTable([{ title: '' }, { title: '' }], rows),
    '',
    'Steer it, for example:',
    ...(shop === undefined ? [] : [`  curl '${admin}/tiktok-shop/shops/${shop.id}/orders?limit=2'`]),
    `  curl '${admin}/calls?limit=5'`,
    `  curl ${admin}/clock -d '{"advanceMs": 3600000}'`,
    `  curl ${admin}/faults -d '{"path": "/order/**", "probability": 0.2, "fault": {"kind": "reset", "when": "after"}}'`,
  ].join('\n')
}

const indented = (values: Readonly<Record<string, string>>): string[][] =>
  Object.entries(values).map(([name, value]) => [`  ${name}`, value])
