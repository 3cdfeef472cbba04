import type { Package } from './package.js'

/** A document of a package as a PDF of one page, 4 by 6 inches: enough to print, stamp and file it, no carrier would take it. */
export const toLabelPdf = (row: Package, documentType: string): string => {
  const lines = [
    'SANDBOX - NOT A SHIPPING LABEL',
    documentType,
    `Carrier: ${row.shipping_provider_name}`,
    `Tracking: ${row.tracking_number}`,
    `Package: ${row.package_id}`,
    ...row.orders.map(({ id }) => `Order: ${id}`),
    `Units: ${row.order_line_item_ids.length}`,
  ]
  const text = lines.map(line => `(${escapeText(line)}) '`).join('\n')
  const content = `BT /F1 12 Tf 14 TL 24 396 Td\n${text}\nET`
  return writePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 288 432] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ])
}

/** Objects one after the other, then the table of where each begins, as the format wants it. */
const writePdf = (objects: readonly string[]): string => {
  let file = '%PDF-1.4\n'
  const starts = objects.map((object, index) => {
    const start = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return start
  })
  const table = starts.map(start => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  return `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
}

/** The standard font knows plain letters only. */
const escapeText = (text: string): string => text.replace(/[^ -~]/g, '?').replace(/[\\()]/g, '\\$&')
