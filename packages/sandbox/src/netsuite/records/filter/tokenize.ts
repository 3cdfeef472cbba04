export type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }

const pattern = /\s*(?:(\()|(\))|\[([^\]]*)\]|"((?:[^"\\]|\\.)*)"|([^\s()[\]"]+))/y

/** The parts of a `q`; undefined when it cannot be read. */
export const tokenize = (q: string): readonly Token[] | undefined => {
  const tokens: Token[] = []
  const text = q.trim()
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (match === null) return undefined
    tokens.push(toToken(match))
  }
  return tokens
}

const toToken = ([, open, close, list, quoted, word]: RegExpExecArray): Token => {
  if (open !== undefined) return { kind: 'open' }
  if (close !== undefined) return { kind: 'close' }
  if (list !== undefined)
    return { kind: 'list', items: list.split(',').map(item => item.trim().replace(/^"|"$/g, '')) }
  if (quoted !== undefined) return { kind: 'text', text: quoted.replace(/\\(.)/g, '$1') }
  return { kind: 'word', text: word ?? '' }
}
