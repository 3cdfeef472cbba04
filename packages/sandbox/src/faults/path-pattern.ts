/** `*` stands for a segment or a part of one, `**` for anything, slashes included. */
export const toPathPattern = (pattern: string): RegExp => {
  const source = pattern
    .split('**')
    .map(part => part.split('*').map(escapeRegExp).join('[^/]*'))
    .join('.*')
  return new RegExp(`^${source}$`)
}

const escapeRegExp = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
