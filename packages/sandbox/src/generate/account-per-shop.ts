import type { MadeSeed, SandboxSeed } from '../seed.js'
import { generatedNetSuiteIds as ids } from './make-netsuite-records.js'

/**
 * Generated shops with a NetSuite account for each, as of companies that keep their books apart: every account has all goods, its shop
 * as the one customer, and its shop's currency as its own. Internal ids are the same in all of them.
 */
export const accountPerShop = ({ tiktokShop, netsuite }: MadeSeed): SandboxSeed => {
  const { customer: customers = [], ...records } = netsuite.records ?? {}
  return {
    tiktokShop,
    netsuite: (tiktokShop.shops ?? []).map(({ currency: code = 'USD' }, index) => {
      const currency = { id: '1', refName: code }
      return {
        ...netsuite,
        account: `TSTDRV${String(index + 1).padStart(7, '0')}`,
        records: {
          ...records,
          currency: [{ id: '1', name: code, symbol: code, exchangeRate: 1 }],
          subsidiary: (records['subsidiary'] ?? []).map(own => ({ ...own, currency })),
          customer: customers.slice(index, index + 1).map(own => ({ ...own, id: ids.customer, currency })),
        },
      }
    }),
  }
}
