import type { Json } from '../json.js'

/** Whether a template gives the same whatever the record: it holds no expression. */
export const isFixed = (template: Json): boolean => {
  if (typeof template === 'string') return !template.includes('${')
  if (template === null || typeof template !== 'object') return true
  return Object.entries(template).every(([name, member]) => !name.startsWith('$') && isFixed(member))
}
