import type { Allocation } from './allocate-units.js'
import type { OrderUnit } from './order-units.js'

/** What a merchant wants where NetSuite names several parcels and does not say what is in which. */
export type SeveralNumbers = 'first' | 'spread' | 'park'

/** One package to tell TikTok of. */
export interface PlannedPackage {
  readonly trackingNumber: string
  readonly unitIds: readonly string[]
}

/**
 * The packages of what is still open. With several numbers either all units go under the first, or they are spread over the
 * parcels in order; a number that carries units already gets no more as long as others have none.
 */
export const planPackages = (
  { told, open }: Allocation,
  trackingNumbers: readonly string[],
  several: Exclude<SeveralNumbers, 'park'>,
): readonly PlannedPackage[] => {
  const [first = ''] = trackingNumbers
  const ids = open.map(({ id }) => id)
  if (ids.length === 0) return []
  if (several === 'first') return [{ trackingNumber: first, unitIds: ids }]
  const used = new Set(told.map(({ trackingNumber }) => trackingNumber))
  const unused = trackingNumbers.filter(number => !used.has(number))
  const numbers = (unused.length === 0 ? trackingNumbers.slice(-1) : unused).slice(0, ids.length)
  return numbers.map((trackingNumber, index) => ({
    trackingNumber,
    unitIds: ids.slice(
      Math.floor((index * ids.length) / numbers.length),
      Math.floor(((index + 1) * ids.length) / numbers.length),
    ),
  }))
}

/** A package of TikTok's whose number has been corrected in NetSuite. */
export interface Correction extends PlannedPackage {
  readonly packageId: string
}

/** One correction for each package: the new number stands where the old one stood, else it is the first that is new. */
export const planCorrections = (
  renumbered: readonly OrderUnit[],
  trackingNumbers: readonly string[],
  formerNumbers: readonly string[],
): readonly Correction[] => {
  const byPackage = new Map<string, OrderUnit[]>()
  for (const unit of renumbered) {
    const others = byPackage.get(unit.packageId)
    if (others === undefined) byPackage.set(unit.packageId, [unit])
    else others.push(unit)
  }
  return [...byPackage].map(([packageId, units]) => {
    const former = formerNumbers.indexOf(units[0]?.trackingNumber ?? '')
    const inPlace = trackingNumbers[former]
    const isNew = inPlace !== undefined && !formerNumbers.includes(inPlace)
    const fresh = trackingNumbers.find(number => !formerNumbers.includes(number))
    return {
      packageId,
      trackingNumber: (isNew ? inPlace : fresh) ?? trackingNumbers[0] ?? '',
      unitIds: units.map(({ id }) => id),
    }
  })
}
