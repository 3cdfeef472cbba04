import { escapeHtml } from './escape-html.js'
import type { WaterfallStep } from './report-document.js'

const width = 960
const height = 360
const top = 36
const bottom = 76
const side = 16

/** Where a bar stands, in amounts: drawing needs no cents, so this is the one place where amounts are floats. */
interface Bar {
  readonly step: WaterfallStep
  readonly from: number
  readonly to: number
}

/** The way from gross to payout as a picture: what comes in goes up, what is taken goes down, the payout stands on the ground. */
export const waterfallSvg = (steps: readonly WaterfallStep[]): string => {
  const bars = toBars(steps)
  const highest = Math.max(0, ...bars.flatMap(({ from, to }) => [from, to]))
  const lowest = Math.min(0, ...bars.flatMap(({ from, to }) => [from, to]))
  const span = highest - lowest || 1
  const y = (amount: number): number => top + ((highest - amount) / span) * (height - top - bottom)
  const slot = (width - 2 * side) / Math.max(1, bars.length)
  const drawn = bars.map((bar, index) => drawBar(bar, side + index * slot, slot, y))
  const links = bars.slice(1).map((_, index) => {
    const at = y(bars[index]?.to ?? 0)
    const from = side + index * slot + slot * 0.85
    return `<line class="link" x1="${round(from)}" x2="${round(from + slot * 0.3)}" y1="${round(at)}" y2="${round(at)}"/>`
  })
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="From sales to payout">`,
    `<line class="ground" x1="${side}" x2="${width - side}" y1="${round(y(0))}" y2="${round(y(0))}"/>`,
    ...links,
    ...drawn,
    '</svg>',
  ].join('\n')
}

const toBars = (steps: readonly WaterfallStep[]): readonly Bar[] => {
  let level = 0
  return steps.map(step => {
    const amount = Number(step.amount)
    if (step.kind === 'total') return { step, from: 0, to: amount }
    const from = level
    level += amount
    return { step, from, to: level }
  })
}

const drawBar = ({ step, from, to }: Bar, x: number, slot: number, y: (amount: number) => number): string => {
  const upper = y(Math.max(from, to))
  const tall = Math.max(1.5, Math.abs(y(from) - y(to)))
  const look = step.kind === 'total' ? 'total' : to >= from ? 'in' : 'out'
  const middle = x + slot / 2
  const words = step.label.split(' ')
  const half = Math.ceil(words.length / 2)
  const lines = words.length > 2 ? [words.slice(0, half), words.slice(half)] : words.map(word => [word])
  const label = lines
    .map(
      (line, index) =>
        `<tspan x="${round(middle)}" dy="${index === 0 ? 0 : 13}">${escapeHtml(line.join(' '))}</tspan>`,
    )
    .join('')
  return [
    `<g class="${look}"><title>${escapeHtml(`${step.label}: ${step.amount}`)}</title>`,
    `<rect x="${round(x + slot * 0.15)}" y="${round(upper)}" width="${round(slot * 0.7)}" height="${round(tall)}" rx="2"/>`,
    `<text class="amount" x="${round(middle)}" y="${round(upper - 7)}">${escapeHtml(step.amount)}</text>`,
    `<text class="label" x="${round(middle)}" y="${height - bottom + 26}">${label}</text></g>`,
  ].join('')
}

const round = (value: number): string => value.toFixed(1)
