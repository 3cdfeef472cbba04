/** Flows that a person has stopped for a while: a stock count, a month that is being closed. Cursors and inboxes wait meanwhile. */
export interface Pauses {
  /** Keeps that a flow is paused. One that is paused already keeps its first pause. */
  pauseFlow(pause: FlowPause): Promise<void>
  /** False when the flow was not paused. */
  resumeFlow(flow: string): Promise<boolean>
  /** By flow. */
  listPauses(): Promise<ReadonlyMap<string, FlowPause>>
}

export interface FlowPause {
  readonly flow: string
  readonly sinceMs: number
  /** Who has paused it. */
  readonly by: string
  readonly why?: string
}
