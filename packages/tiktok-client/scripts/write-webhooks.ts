import { type TopicFacts, topics } from './reference.js'
import { toType, toZod } from './write-shape.js'

const kebab = ({ name }: TopicFacts): string =>
  name
    .replace(/\(.*\)/, '')
    .replace(/\bwebhook\b/i, '')
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')

const never = () => false

/** The topics of notifications: their numbers, names, and what they carry. */
export const webhookTopics = (header: string): string => {
  const text = topics.map(topic => {
    const data = topic.data ?? { type: 'object' }
    const event = topic.eventType ? `, eventType: '${topic.eventType}'` : ''
    return `  ${topic.type}: { topic: '${kebab(topic)}'${event}, data: () => ${toZod(data, never)} },`
  })
  const types = topics.map(topic => {
    const data = topic.data ?? { type: 'object' }
    return `  /** Type ${topic.type}: ${topic.name}. */\n  readonly '${kebab(topic)}': ${toType(data, never, 1)}`
  })
  const body = `/** What each topic carries. */\nexport interface WebhookData {\n${types.join('\n')}\n}\n\n/** Topics by TikTok's number. */\nexport const webhookTopics = {\n${text.join('\n')}\n} as const\n`
  const shapes = ['maybeFlag', 'maybeText', 'maybeWhole', 'text', 'whole', 'flag'].filter(name =>
    new RegExp(`\\b${name}\\b`).test(body),
  )
  return `${header}import { z } from 'zod'\nimport { ${shapes.sort().join(', ')} } from '../transport/tolerant-shapes.js'\n\n${body}`
}
