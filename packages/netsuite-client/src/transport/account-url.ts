/** The two spellings of an account id, and the hosts that follow from it. */
export interface Account {
  /** As NetSuite prints it: `123456_SB1`. The realm of signatures. */
  readonly id: string
  /** `https://123456-sb1.suitetalk.api.netsuite.com` */
  readonly restUrl: string
  /** `https://123456-sb1.restlets.api.netsuite.com` */
  readonly restletUrl: string
  /** `https://123456-sb1.app.netsuite.com`, where people log in. */
  readonly appUrl: string
}

/**
 * Reads an account id in either spelling (`123456_SB1`, `123456-sb1`).
 *
 * @throws TypeError when it is no account id.
 */
export const toAccount = (account: string): Account => {
  const id = account.trim().toUpperCase().replaceAll('-', '_')
  if (!/^[A-Z0-9]+(_[A-Z0-9]+)*$/.test(id)) {
    throw new TypeError(
      `"${account}" is no NetSuite account id; it looks like 123456 or 123456_SB1 (Setup > Company > Company Information)`,
    )
  }
  const host = id.toLowerCase().replaceAll('_', '-')
  return {
    id,
    restUrl: `https://${host}.suitetalk.api.netsuite.com`,
    restletUrl: `https://${host}.restlets.api.netsuite.com`,
    appUrl: `https://${host}.app.netsuite.com`,
  }
}
