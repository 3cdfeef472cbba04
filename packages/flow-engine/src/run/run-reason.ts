const reasons = ['command', 'schedule', 'webhook', 'retry'] as const

/** Why a run began. `after orders`: the flow `orders` names it under `then` and has come to its end. */
export type RunReason = (typeof reasons)[number] | `after ${string}`

export const isRunReason = (text: string): text is RunReason =>
  text.startsWith('after ') || reasons.some(reason => reason === text)
