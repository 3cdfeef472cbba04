import { escapeHtml } from './escape-html.js'
import { inThousands } from './in-thousands.js'
import type { ReportDocument, ReportTable } from './report-document.js'
import { waterfallSvg } from './waterfall-svg.js'

/** The report as one page that needs nothing besides itself: no script, no font, no picture from elsewhere. */
export const toHtml = ({ title, facts, waterfall, tables, notes }: ReportDocument): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<dl>${facts.map(([label, value]) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>
${notes.length === 0 ? '<p class="well">Everything adds up to the cent.</p>' : `<ul class="notes">${notes.map(note => `<li>${escapeHtml(note)}</li>`).join('')}</ul>`}
${waterfall.length === 0 ? '' : `<figure>${waterfallSvg(waterfall)}</figure>`}
${tables.map(tableOf).join('\n')}
</main>
</body>
</html>
`

const tableOf = ({ title, columns, rows, sumRows = 0 }: ReportTable): string => {
  const look = (index: number): string => (columns[index]?.align === 'right' ? ' class="number"' : '')
  const head = columns.map((column, index) => `<th${look(index)}>${escapeHtml(column.title)}</th>`).join('')
  const body = rows
    .map((row, place) => {
      const sum = place >= rows.length - sumRows ? ' class="sum"' : ''
      const cells = row.map((cell, index) => `<td${look(index)}>${escapeHtml(toCell(cell))}</td>`)
      return `<tr${sum}>${cells.join('')}</tr>`
    })
    .join('\n')
  return `<h2>${escapeHtml(title)}</h2>\n<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`
}

/** Amounts get their thousands; ids and other text stay as they are. */
const toCell = (text: string): string => (/^-?\d+\.\d+$/.test(text) ? inThousands(text) : text)

const style = `
:root { color-scheme: light dark; --ink: #1c2330; --dim: #667085; --paper: #fff; --line: #e4e7ec; --in: #1a936f; --out: #d1495b; --total: #2f5d9b }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --dim: #98a2b3; --paper: #12161d; --line: #2b3240; --in: #3fc495; --out: #ef7182; --total: #78a9ec } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
main { max-width: 1080px; margin: 0 auto; padding: 32px 20px 64px }
h1 { font-size: 24px; margin: 0 0 12px } h2 { font-size: 17px; margin: 32px 0 8px }
dl { display: flex; flex-wrap: wrap; gap: 8px 32px; margin: 0 0 16px } dt { color: var(--dim); font-size: 12px } dd { margin: 0; font-variant-numeric: tabular-nums }
.well { color: var(--in); font-weight: 600 } .notes { color: var(--out); padding-left: 20px }
figure { margin: 16px 0; border: 1px solid var(--line); border-radius: 8px; padding: 8px; overflow-x: auto } svg { width: 100%; min-width: 760px; display: block }
svg text { text-anchor: middle; fill: var(--ink); font-size: 12px } svg .label { font-size: 12px } svg .share, svg .tick { fill: var(--dim); font-size: 11px } svg .tick { text-anchor: end }
svg .amount, svg .tick { font-variant-numeric: tabular-nums } svg .total .amount, svg .total .label { font-weight: 600 }
.in rect { fill: var(--in) } .out rect { fill: var(--out) } .total rect { fill: var(--total) } .ground { stroke: var(--dim) } .grid { stroke: var(--line) } .link { stroke: var(--dim); stroke-dasharray: 2 3 }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top }
.sum td { font-weight: 600; border-top: 1px solid var(--dim) }
th { color: var(--dim); font-size: 12px; font-weight: 500 } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
@media print { main { max-width: none; padding: 0 } figure { break-inside: avoid } }
`
