import { escapeHtml } from './escape-html.js'
import { inThousands } from './in-thousands.js'
import type { WaterfallStep } from './report-document.js'

const width = 1080
const height = 430
const top = 30
const bottom = 92
const left = 64
const right = 12
/** Of the room that a bar has, so much is bar. */
const barShare = 0.68

/** Where a bar stands, in amounts: drawing needs no cents, so this is the one place where amounts are floats. */
interface Bar {
  readonly step: WaterfallStep
  readonly from: number
  readonly to: number
}

/** Amounts to places on the picture. */
type ToY = (amount: number) => number

/** The way from gross to payout as a picture: what comes in goes up, what is taken goes down, totals stand on the ground. */
export const waterfallSvg = (steps: readonly WaterfallStep[]): string => {
  const bars = toBars(steps)
  const ends = bars.flatMap(({ from, to }) => [from, to])
  const ticks = ticksBetween(Math.min(0, ...ends), Math.max(0, ...ends))
  const [lowest = 0, highest = 1] = [ticks[0], ticks.at(-1)]
  const y: ToY = amount => top + ((highest - amount) / (highest - lowest)) * (height - top - bottom)
  const slot = (width - left - right) / Math.max(1, bars.length)
  const links = bars.slice(1).map((_, index) => {
    const at = round(y(bars[index]?.to ?? 0))
    const from = left + (index + (1 + barShare) / 2) * slot
    return `<line class="link" x1="${round(from)}" x2="${round(from + slot * (1 - barShare))}" y1="${at}" y2="${at}"/>`
  })
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(tellSteps(steps))}">`,
    ...ticks.map(tick => drawTick(tick, y)),
    ...links,
    ...bars.map((bar, index) => drawBar(bar, left + (index + 0.5) * slot, slot, y)),
    '</svg>',
  ].join('\n')
}

/** For those who hear the picture. */
const tellSteps = (steps: readonly WaterfallStep[]): string =>
  `From sales to payout: ${steps.map(({ label, amount }) => `${label} ${amount}`).join(', ')}`

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

/** Round amounts from below the lowest to above the highest, four to nine of them. */
const ticksBetween = (lowest: number, highest: number): readonly number[] => {
  const span = highest - lowest || 1
  const tenth = 10 ** Math.floor(Math.log10(span))
  const step = [0.2, 0.5, 1].map(share => share * tenth).find(size => span / size <= 6) ?? tenth
  const first = Math.floor(lowest / step)
  const last = Math.ceil(highest / step) || 1
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
}

const drawTick = (tick: number, y: ToY): string => {
  const at = y(tick)
  const text = inThousands(Number.isInteger(tick) ? String(tick) : tick.toFixed(2))
  return `<line class="${tick === 0 ? 'ground' : 'grid'}" x1="${left}" x2="${width - right}" y1="${round(at)}" y2="${round(at)}"/><text class="tick" x="${left - 8}" y="${round(at + 4)}">${text}</text>`
}

const drawBar = ({ step, from, to }: Bar, middle: number, slot: number, y: ToY): string => {
  const upper = y(Math.max(from, to))
  const tall = Math.max(2, Math.abs(y(from) - y(to)))
  const look = step.kind === 'total' ? 'total' : to >= from ? 'in' : 'out'
  // What is taken has its amount below, where the next bar is not.
  const amountAt = look === 'out' ? upper + tall + 14 : upper - 7
  const label = inLines(step.label)
    .map(
      (line, index) => `<tspan x="${round(middle)}" dy="${index === 0 ? 0 : 14}">${escapeHtml(line)}</tspan>`,
    )
    .join('')
  const share =
    step.share === ''
      ? ''
      : `<text class="share" x="${round(middle)}" y="${height - 22}">${step.share}</text>`
  return [
    `<g class="${look}"><title>${escapeHtml(`${step.label}: ${inThousands(step.amount)}`)}</title>`,
    `<rect x="${round(middle - (slot * barShare) / 2)}" y="${round(upper)}" width="${round(slot * barShare)}" height="${round(tall)}" rx="2"/>`,
    `<text class="amount" x="${round(middle)}" y="${round(amountAt)}">${inThousands(step.amount)}</text>`,
    `<text class="label" x="${round(middle)}" y="${height - bottom + 36}">${label}</text>${share}</g>`,
  ].join('')
}

/** Two lines where there are two words or more. */
const inLines = (label: string): readonly string[] => {
  const words = label.split(' ')
  const half = Math.ceil(words.length / 2)
  return words.length < 2 ? [label] : [words.slice(0, half).join(' '), words.slice(half).join(' ')]
}

const round = (value: number): string => value.toFixed(1)
