import { z } from 'zod'
import { isJsonObject } from './json.js'
import { repeatedAccount } from './netsuite/account-host.js'
import { type NetSuiteSeed, netsuiteSeed } from './netsuite/seed.js'
import { setOrdersAside } from './tiktok-shop/orders/orders-aside.js'
import { type TikTokShopSeed, tiktokShopSeed } from './tiktok-shop/seed.js'

/** What a seed file holds: each system's own records in its own shapes. */
export interface SandboxSeed {
  readonly tiktokShop?: TikTokShopSeed
  /** One account, or several with ids of their own. */
  readonly netsuite?: NetSuiteSeed | readonly NetSuiteSeed[]
}

/** What the generators give: shops with one account beside them. */
export interface MadeSeed extends SandboxSeed {
  readonly tiktokShop: TikTokShopSeed
  readonly netsuite: NetSuiteSeed
}

const seedWith = <Accounts extends z.ZodType>(netsuite: Accounts) =>
  z.strictObject({
    /** For editors. */
    $schema: z.string().optional(),

    tiktokShop: tiktokShopSeed.optional(),
    netsuite: netsuite.optional(),
  })

const oneAccount = netsuiteSeed.meta({ id: 'netsuiteAccount' })

const severalAccounts = z
  .array(oneAccount)
  .min(1)
  .superRefine((accounts, context) => {
    const repeated = repeatedAccount(accounts.map(({ account }) => account))
    if (repeated !== undefined)
      context.addIssue({
        code: 'custom',
        path: [repeated.index, 'account'],
        message: `Two accounts have the id ${repeated.account}: each needs its own`,
      })
  })

// Which of the two is meant is told by the value: a union would only say that neither fits.
const seedOfOne = seedWith(oneAccount)
const seedOfSeveral = seedWith(severalAccounts)

const parseSeed = (seed: unknown) =>
  isJsonObject(seed) && Array.isArray(seed['netsuite'])
    ? seedOfSeveral.safeParse(seed)
    : seedOfOne.safeParse(seed)

/** Both forms of a seed, for its JSON Schema. */
export const sandboxSeed = seedWith(z.union([oneAccount, severalAccounts]))

/** The NetSuite accounts of a seed; one with nothing in it where the seed has none. */
export const accountsOf = ({ netsuite = {} }: SandboxSeed): readonly [NetSuiteSeed, ...NetSuiteSeed[]] => {
  const [first = {}, ...others] = [netsuite].flat()
  return [first, ...others]
}

/** What is wrong at one place of a seed. */
export interface SeedProblem {
  readonly path: readonly (string | number)[]
  readonly problem: string
}

/** Everything that is wrong with a seed, place by place; nothing where `checkSeed` takes it. */
export const seedProblems = (seed: unknown): readonly SeedProblem[] =>
  (parseSeed(seed).error?.issues ?? []).map(({ path, message }) => ({
    path: path.map(step => (typeof step === 'symbol' ? String(step) : step)),
    problem: message,
  }))

/**
 * Checks a seed that came from outside, such as a parsed file.
 *
 * @throws {TypeError} with every wrong place named, such as `tiktokShop.shops[0].orders[3].id`
 */
export const checkSeed = (seed: unknown): SandboxSeed => {
  const given = isJsonObject(seed) ? seed['tiktokShop'] : undefined
  const aside = setOrdersAside(given)
  const checked = parseSeed(given === undefined ? seed : { ...Object(seed), tiktokShop: aside.value })
  if (!checked.success) throw new TypeError(`The seed is wrong:\n${z.prettifyError(checked.error)}`)
  const { tiktokShop, netsuite } = checked.data
  return {
    ...(tiktokShop ? { tiktokShop: { ...tiktokShop, shops: aside.putBack(tiktokShop.shops) } } : {}),
    ...(netsuite ? { netsuite } : {}),
  }
}
