import type { FlowPause, Pauses } from '../ports/pauses.js'

export const createMemoryPauses = (): Pauses => {
  const pauses = new Map<string, FlowPause>()
  return {
    pauseFlow: async pause => {
      if (!pauses.has(pause.flow)) pauses.set(pause.flow, pause)
    },
    resumeFlow: async flow => pauses.delete(flow),
    listPauses: async () => new Map([...pauses].sort(([left], [right]) => (left < right ? -1 : 1))),
  }
}
