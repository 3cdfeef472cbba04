const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that a vendor wrote, safe inside a page. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, found => entities[found] ?? found)
