import type { AlertGroup, Digest } from './alert.js'

/** A digest as text for people: a line for each cause, with some of its records and what to do. */
export const renderDigest = ({ groups }: Digest): string => groups.map(renderGroup).join('\n\n')

/** What a mail's subject or a notification's first line says. */
export const titleOf = ({ groups }: Digest): string => {
  const [first, ...others] = groups
  if (first === undefined) return 'nothing to tell'
  return others.length === 0 ? first.title : `${first.title} (and ${others.length} more)`
}

const renderGroup = ({ title, count, records, next, flow }: AlertGroup): string => {
  const times = count > 1 ? ` (${count} times)` : ''
  const some = records.length === 0 ? [] : [`  ${records.join(', ')}${count > records.length ? ', …' : ''}`]
  return [
    `${flow === undefined ? '' : `${flow}: `}${title}${times}`,
    ...some,
    ...(next === undefined ? [] : [`  What to do: ${next}`]),
  ].join('\n')
}
