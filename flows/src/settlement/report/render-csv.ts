/** Rows as CSV (RFC 4180). A cell that a spreadsheet would take for a formula is kept from being one. */
export const renderCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map(row => `${row.map(renderCell).join(',')}\r\n`).join('')

const renderCell = (text: string): string => {
  const safe = /^[=+@\t\r-]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
