import type { RunObserver } from '@tiktok-ns/flow-engine'

/** Several that hear the same. */
export const together = (...observers: readonly RunObserver[]): RunObserver => ({
  observe: event => {
    for (const observer of observers) observer.observe(event)
  },
})
