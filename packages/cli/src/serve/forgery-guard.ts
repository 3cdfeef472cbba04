export interface ForgeryGuard {
  /** Counts a wrong signature; true when there were too many of them to say anything more about each. */
  isTooMany(connection: string): boolean
}

export interface ForgeryGuardOptions {
  readonly now: () => number
  /** Wrong signatures a minute and connection. */
  readonly maxPerMinute?: number
}

/** Keeps a flood of forged notifications from flooding the log too. Good signatures never count. */
export const createForgeryGuard = ({ now, maxPerMinute = 60 }: ForgeryGuardOptions): ForgeryGuard => {
  const windows = new Map<string, { readonly startedAtMs: number; readonly count: number }>()
  return {
    isTooMany: connection => {
      const window = windows.get(connection)
      const current =
        window !== undefined && now() - window.startedAtMs < 60_000
          ? window
          : { startedAtMs: now(), count: 0 }
      windows.set(connection, { ...current, count: current.count + 1 })
      return current.count >= maxPerMinute
    },
  }
}
