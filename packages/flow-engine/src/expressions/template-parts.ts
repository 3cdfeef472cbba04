/** A piece of a template string: text as it is, or an expression with where it starts in the string. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly source: string; readonly offset: number }

export class TemplateSyntaxError extends Error {
  override readonly name = 'TemplateSyntaxError'
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/**
 * Splits `Order ${record.id}` into text and expressions. Braces inside an expression nest, strings in it may hold any brace, and
 * `$${` is a plain `${`.
 *
 * @throws TemplateSyntaxError where `${` has no end.
 */
export const splitTemplate = (template: string): readonly TemplatePart[] => {
  const parts: TemplatePart[] = []
  let text = ''
  let index = 0
  while (index < template.length) {
    if (template.startsWith('$${', index)) {
      text += '${'
      index += 3
    } else if (template.startsWith('${', index)) {
      if (text !== '') parts.push({ kind: 'text', text })
      text = ''
      const end = endOfExpression(template, index + 2)
      parts.push({ kind: 'expression', source: template.slice(index + 2, end), offset: index + 2 })
      index = end + 1
    } else {
      text += template[index]
      index += 1
    }
  }
  if (text !== '') parts.push({ kind: 'text', text })
  return parts
}

const endOfExpression = (template: string, start: number): number => {
  let depth = 0
  let quote: string | undefined
  for (let index = start; index < template.length; index += 1) {
    const character = template[index]
    if (quote !== undefined) {
      if (character === '\\') index += 1
      else if (character === quote) quote = undefined
    } else if (character === '"' || character === "'") quote = character
    else if (character === '{') depth += 1
    else if (character === '}' && depth === 0) return index
    else if (character === '}') depth -= 1
  }
  throw new TemplateSyntaxError('"${" has no closing "}"', start - 2)
}
