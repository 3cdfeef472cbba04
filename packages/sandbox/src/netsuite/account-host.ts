/** An account id as host names have it: `1234567_SB1` is called at `1234567-sb1.suitetalk.api.netsuite.com`. */
export const hostLabelOf = (account: string): string => account.toLowerCase().replaceAll('_', '-')

/** Whether a URL's host is one of the account's, such as that of its records or of its RESTlets. */
export const isHostOf = (account: string, { hostname }: URL): boolean =>
  hostname.split('.', 1)[0] === hostLabelOf(account)

/** The first account of a list whose id is there already, as far as host names tell ids apart. */
export const repeatedAccount = (
  accounts: readonly string[],
): { readonly account: string; readonly index: number } | undefined => {
  const labels = accounts.map(hostLabelOf)
  const index = labels.findIndex((label, place) => labels.indexOf(label) < place)
  const account = accounts[index]
  return account === undefined ? undefined : { account, index }
}

/** What somebody is told who asks for an account that is not there. */
export const noSuchAccount = (account: string, known: readonly { readonly account: string }[]): string =>
  `There is no NetSuite account ${account}; there is ${known.map(own => own.account).join(', ')}.`
