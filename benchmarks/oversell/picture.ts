import type { Result } from './live-through.js'

const width = 760
const height = 200
const gap = 40

/** What was shown and what was free, one panel above the other. */
export const picture = (panels: readonly { readonly title: string; readonly result: Result }[]): string => {
  const most = Math.max(
    ...panels.flatMap(({ result }) => result.trace.flatMap(({ shown, free }) => [shown, free])),
  )
  const drawn = panels.map(({ title, result: { trace, oversold, hidden } }, index) => {
    const top = gap + index * (height + gap)
    const line = (pick: (point: (typeof trace)[number]) => number): string =>
      trace
        .map((point, place) => {
          const x = (place / (trace.length - 1)) * width
          const y = top + height - (pick(point) / most) * height
          return `${x.toFixed(1)},${y.toFixed(1)}`
        })
        .join(' ')
    return `<text x="4" y="${top - 8}">${title}: ${oversold} oversold, ${hidden} hidden</text>
<rect x="0" y="${top}" width="${width}" height="${height}" fill="#f6f8fa"/>
<polyline points="${line(({ free }) => free)}" fill="none" stroke="#1a7f37" stroke-width="2"/>
<polyline points="${line(({ shown }) => shown)}" fill="none" stroke="#cf222e" stroke-width="1"/>`
  })
  const total = gap + panels.length * (height + gap)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" font-family="sans-serif" font-size="14">
<text x="4" y="16">Units over four hours: free (green) and shown by TikTok Shop (red)</text>
${drawn.join('\n')}
</svg>
`
}
