import { type MadeShop, makeMonth, makeShop, type SandboxSeed } from '@tiktok-ns/sandbox'
import { WrongInputError } from '../commands/command-context.js'

/** A made-up seed, and the moment at which it should be looked at. */
export interface GeneratedSeed {
  readonly seed: SandboxSeed
  /** Epoch milliseconds: everything in the seed lies before it. */
  readonly nowMs: number
  /** Only of a shop at one moment: the SKU that NetSuite lacks. */
  readonly missing?: MadeShop['missing']
}

const numbers = ['orders', 'skus', 'days', 'seed', 'shops'] as const

interface Wanted extends Partial<Record<(typeof numbers)[number], number>> {
  readonly of: 'shop' | 'month'
}

/**
 * Makes what `--generate` asks for, such as `orders=500`, `orders=500,skus=80,seed=7` or `of=month,orders=300`.
 *
 * @throws {WrongInputError} that names the part which is not understood
 */
export const generateSeed = async (text: string, nowMs: number): Promise<GeneratedSeed> => {
  const { of, ...wanted } = parseGenerate(text)
  if (of === 'shop') {
    const { seed, missing } = makeShop({ ...wanted, nowMs })
    return { seed, nowMs, ...(missing === undefined ? {} : { missing }) }
  }
  const { days = 31 } = wanted
  const start = new Date(nowMs - days * 24 * 3_600_000).toISOString()
  const { seed, endMs } = await makeMonth({ ...wanted, start })
  return { seed, nowMs: endMs }
}

const parseGenerate = (text: string): Wanted => {
  let of: Wanted['of'] = 'shop'
  const wanted: Partial<Record<(typeof numbers)[number], number>> = {}
  for (const part of text.split(',').filter(Boolean)) {
    const [name = '', value = ''] = part.split('=').map(side => side.trim())
    const known = numbers.find(candidate => candidate === name)
    if (name === 'of' && (value === 'shop' || value === 'month')) of = value
    else if (known !== undefined && /^[1-9]\d{0,6}$/.test(value)) wanted[known] = Number(value)
    else
      throw new WrongInputError(
        `--generate ${text}: "${part}" is not understood; write it like orders=500,skus=40,seed=7 or of=month,orders=300 (known: of, ${numbers.join(', ')})`,
      )
  }
  return { of, ...wanted }
}
