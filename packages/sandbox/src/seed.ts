import { z } from 'zod'
import { isJsonObject } from './json.js'
import { type NetSuiteSeed, netsuiteSeed } from './netsuite/seed.js'
import { setOrdersAside } from './tiktok-shop/orders/orders-aside.js'
import { type TikTokShopSeed, tiktokShopSeed } from './tiktok-shop/seed.js'

/** What a seed file holds: each system's own records in its own shapes. */
export interface SandboxSeed {
  readonly tiktokShop?: TikTokShopSeed
  readonly netsuite?: NetSuiteSeed
}

export const sandboxSeed = z.strictObject({
  /** For editors. */
  $schema: z.string().optional(),

  tiktokShop: tiktokShopSeed.optional(),
  netsuite: netsuiteSeed.optional(),
})

/** What is wrong at one place of a seed. */
export interface SeedProblem {
  readonly path: readonly (string | number)[]
  readonly problem: string
}

/** Everything that is wrong with a seed, place by place; nothing where `checkSeed` takes it. */
export const seedProblems = (seed: unknown): readonly SeedProblem[] =>
  (sandboxSeed.safeParse(seed).error?.issues ?? []).map(({ path, message }) => ({
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
  const checked = sandboxSeed.safeParse(
    given === undefined ? seed : { ...Object(seed), tiktokShop: aside.value },
  )
  if (!checked.success) throw new TypeError(`The seed is wrong:\n${z.prettifyError(checked.error)}`)
  const { tiktokShop, netsuite } = checked.data
  return {
    ...(tiktokShop ? { tiktokShop: { ...tiktokShop, shops: aside.putBack(tiktokShop.shops) } } : {}),
    ...(netsuite ? { netsuite } : {}),
  }
}
