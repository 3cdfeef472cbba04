/** A list of things that happened, from which old ones can be deleted. */
export interface Prunable<Entry> {
  readonly list: Entry[]
  /** Deletes what is older and may go; answers with how many that were. */
  prune(beforeMs: number | undefined, mayGo?: (entry: Entry) => boolean): number
}

export const prunable = <Entry>(atMs: (entry: Entry) => number): Prunable<Entry> => {
  const list: Entry[] = []
  return {
    list,
    prune: (beforeMs, mayGo = () => true) => {
      if (beforeMs === undefined) return 0
      const kept = list.filter(entry => atMs(entry) >= beforeMs || !mayGo(entry))
      const pruned = list.length - kept.length
      list.splice(0, list.length, ...kept)
      return pruned
    },
  }
}
