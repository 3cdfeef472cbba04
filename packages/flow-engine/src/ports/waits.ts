/**
 * Records that wait for a key of a cache: a return whose order is not imported yet. They are skipped, and read again by the flow's
 * next run once the key is there, whoever has put it there.
 */
export interface Waits {
  /** Those of a flow whose keys are there now. `settlePage` keeps waits, and ends them when the record has been settled otherwise. */
  listAwaited(flow: string, nowMs: number): Promise<readonly AwaitedRecord[]>
  /** Ends waits of records that cannot be read again. */
  endWaits(flow: string, traceKeys: readonly string[]): Promise<void>
}

/** What a skipped record waits for. */
export interface WaitFor {
  readonly cache: string
  readonly key: string
  /** The record's own id, for reading it again. */
  readonly recordId: string
  /** Which of the flow's exports gave it. */
  readonly exportName: string
}

/** A record whose wait is over. */
export interface AwaitedRecord {
  readonly traceKey: string
  readonly recordId: string
  readonly exportName: string
}
