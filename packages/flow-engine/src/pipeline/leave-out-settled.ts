import type { SettledVersion } from '../ports/store.js'
import { isUnderway, skipped, type Traveller } from './traveller.js'

/** The step that is named when a record ends before the first of the flow's own. */
const exportStep = 'export'

export const unchanged = 'unchanged since it was written'

/**
 * Ends records that need no work: those an earlier run has settled as they are, and those that a newer version has overtaken.
 *
 * Skipped ones are looked at again: the flow's settings may have changed, and a filter costs nothing.
 */
export const leaveOutSettled = (
  travellers: readonly Traveller[],
  versions: ReadonlyMap<string, SettledVersion>,
  retrying: boolean,
): readonly Traveller[] => {
  const newest = newestOnPage(travellers)
  return travellers.map(traveller => {
    if (!isUnderway(traveller)) return traveller
    if (newest.get(traveller.traceKey) !== traveller)
      return skipped(traveller, exportStep, 'a newer version is on the same page')
    const settled = versions.get(traveller.traceKey)
    if (settled === undefined || traveller.versionMs === undefined) return traveller
    if (traveller.versionMs < settled.versionMs)
      return skipped(traveller, exportStep, 'a newer version was settled already')
    const same = traveller.versionMs === settled.versionMs && traveller.fingerprint === settled.fingerprint
    if (!same || retrying) return traveller
    if (settled.status === 'written') return skipped(traveller, exportStep, unchanged)
    if (settled.status === 'failed') return skipped(traveller, exportStep, 'unchanged since it was parked')
    return traveller
  })
}

const newestOnPage = (travellers: readonly Traveller[]): ReadonlyMap<string, Traveller> => {
  const newest = new Map<string, Traveller>()
  for (const traveller of travellers) {
    const other = newest.get(traveller.traceKey)
    // Of equals the later one counts: a page is in the order the system gave it.
    if (other === undefined || (traveller.versionMs ?? 0) >= (other.versionMs ?? 0))
      newest.set(traveller.traceKey, traveller)
  }
  return newest
}
