import { expect, test } from 'vitest'
import { callNetSuite } from '../testing/call-netsuite.js'
import { sampleAccount } from '../testing/sample-account.js'

test.each([
  ['forward', '2026-03-08T06:59:59Z', '2026-03-08 01:59:59', '2026-03-08 03:00:00'],
  ['back', '2026-11-01T05:59:59Z', '2026-11-01 01:59:59', '2026-11-01 01:00:00'],
])(
  'the clocks of an account go %s with its time zone, while a second passes',
  async (_, at, before, after) => {
    const sandbox = sampleAccount({ timeZone: 'America/New_York' }, { clock: { at } })
    const shown = async () => {
      const { body } = await callNetSuite(sandbox, {
        path: '/services/rest/query/v1/suiteql',
        headers: { prefer: 'transient' },
        body: {
          q: "SELECT TO_CHAR(SYSDATE, 'YYYY-MM-DD HH24:MI:SS') AS moment FROM customer WHERE id = 1514",
        },
      })
      return body['items']
    }

    expect(await shown()).toEqual([{ links: [], moment: before }])
    sandbox.clock.advance(1_000)
    expect(await shown()).toEqual([{ links: [], moment: after }])
  },
)
