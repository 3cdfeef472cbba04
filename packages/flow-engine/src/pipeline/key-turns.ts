/** Sees to it that two versions of one record are never in flight together: a page waits for earlier pages that share a key. */
export interface KeyTurns {
  /** Resolves when no earlier page holds any of the keys; then they are this page's until it calls the answer. */
  take(keys: readonly string[]): Promise<() => void>
}

export const createKeyTurns = (): KeyTurns => {
  const holders = new Map<string, Promise<void>>()
  return {
    take: async keys => {
      const earlier = new Set(keys.map(key => holders.get(key)).filter(holder => holder !== undefined))
      let release: () => void = () => undefined
      const held = new Promise<void>(resolve => {
        release = resolve
      })
      for (const key of keys) holders.set(key, held)
      await Promise.all(earlier)
      return () => {
        for (const key of keys) if (holders.get(key) === held) holders.delete(key)
        release()
      }
    },
  }
}
