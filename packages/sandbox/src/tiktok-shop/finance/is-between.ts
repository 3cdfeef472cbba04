/** Whether a time is in a window of a query, both of whose ends may be left out. */
export const isBetween = (at: number, ge: unknown, lt: unknown): boolean =>
  (typeof ge !== 'number' || at >= ge) && (typeof lt !== 'number' || at < lt)
