import {
  accountPerShop,
  type MadeShop,
  madeRegions,
  makeMonth,
  makeShop,
  type SandboxSeed,
} from '@tiktok-ns/sandbox'
import { WrongInputError } from '../commands/command-context.js'

/** A made-up seed, and the moment at which it should be looked at. */
export interface GeneratedSeed {
  readonly seed: SandboxSeed
  /** Epoch milliseconds: everything in the seed lies before it. */
  readonly nowMs: number
  /** Only of a shop at one moment: the SKU that NetSuite lacks. */
  readonly missing?: MadeShop['missing']
}

const numbers = ['orders', 'skus', 'days', 'seed'] as const

interface Wanted extends Partial<Record<(typeof numbers)[number], number>> {
  readonly of: 'shop' | 'month'
  readonly regions: readonly string[]
  readonly rareOrders: boolean
  readonly hasAccounts: boolean
}

/**
 * Makes what `--generate` asks for, such as `orders=500`, `orders=500,regions=US+GB,seed=7` or `of=month,orders=300`.
 *
 * @throws {WrongInputError} that names the part which is not understood
 */
export const generateSeed = async (text: string, nowMs: number): Promise<GeneratedSeed> => {
  const { of, regions, rareOrders, hasAccounts, ...wanted } = parseGenerate(text)
  if (of === 'shop') {
    const { seed, missing } = makeShop({ ...wanted, regions, rareOrders, nowMs })
    return {
      seed: hasAccounts ? accountPerShop(seed) : seed,
      nowMs,
      ...(missing === undefined ? {} : { missing }),
    }
  }
  if (rareOrders) throw new WrongInputError(`--generate ${text}: rare=yes goes with of=shop alone`)
  if (hasAccounts) throw new WrongInputError(`--generate ${text}: accounts=per-shop goes with of=shop alone`)
  const [region = 'US', second] = regions
  if (second !== undefined) throw new WrongInputError(`--generate ${text}: a month is of one region`)
  const { days = 31 } = wanted
  const start = new Date(nowMs - days * 24 * 3_600_000).toISOString()
  const { seed, endMs } = await makeMonth({ ...wanted, region, start })
  return { seed, nowMs: endMs }
}

const parseGenerate = (text: string): Wanted => {
  let of: Wanted['of'] = 'shop'
  let regions: readonly string[] = ['US']
  let rareOrders = false
  let hasAccounts = false
  const wanted: Partial<Record<(typeof numbers)[number], number>> = {}
  for (const part of text.split(',').filter(Boolean)) {
    const [name = '', value = ''] = part.split('=').map(side => side.trim())
    const known = numbers.find(candidate => candidate === name)
    if (name === 'of' && (value === 'shop' || value === 'month')) of = value
    else if (name === 'rare' && value === 'yes') rareOrders = true
    else if (name === 'accounts' && value === 'per-shop') hasAccounts = true
    else if (name === 'regions' && value.split('+').every(region => madeRegions.includes(region)))
      regions = value.split('+')
    else if (known !== undefined && /^[1-9]\d{0,6}$/.test(value)) wanted[known] = Number(value)
    else
      throw new WrongInputError(
        `--generate ${text}: "${part}" is not understood; write it like orders=500,regions=US+GB,seed=7 or of=month,orders=300 (known: of=shop or month, ${numbers.join(', ')}, rare=yes, accounts=per-shop, regions of ${madeRegions.join(', ')})`,
      )
  }
  return { of, regions, rareOrders, hasAccounts, ...wanted }
}
