import type { NewFlow } from './write-project.js'

/** How a new project's orders are billed, by the names of its flows, and the mode of settlement that goes with it. */
const modes: readonly (readonly [flows: RegExp, mode: string])[] = [
  [/-invoices$/, 'feesOnly'],
  [/-cash-sales$/, 'deposit'],
]

/** Flows of which those that ask how orders are booked have the answer: what orders and statements both book is counted twice. */
export const withModeOfOrders = (flows: readonly NewFlow[]): readonly NewFlow[] => {
  const [, mode] = modes.find(([names]) => flows.some(({ name }) => names.test(name))) ?? []
  if (mode === undefined) return flows
  return flows.map(flow => (takes(flow, mode) ? { ...flow, known: { mode } } : flow))
}

const takes = ({ spec: { settings } }: NewFlow, mode: string): boolean => {
  const known: unknown = settings['mode']?.['enum']
  return Array.isArray(known) && known.includes(mode)
}
