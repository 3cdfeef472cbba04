import { type SchemaNode, type TopicFacts, topics } from './reference.js'
import { tolerantShapes, toType, toZod } from './write-shape.js'

const kebab = ({ name }: TopicFacts): string =>
  name
    .replace(/\(.*\)/, '')
    .replace(/\bwebhook\b/i, '')
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')

const never = () => false

/** Ids whose type the reference leaves open are text; some samples print them as numbers. */
const withTextIds = (node: SchemaNode): SchemaNode => ({
  ...node,
  ...(node.properties === undefined
    ? {}
    : {
        properties: Object.fromEntries(
          Object.entries(node.properties).map(([field, child]) => [
            field,
            child.type === undefined && field.endsWith('id') ? { type: 'string' } : withTextIds(child),
          ]),
        ),
      }),
})

/** The topics of notifications: their numbers, names, and what they carry. */
export const webhookTopics = (header: string): string => {
  const described = topics.map(topic => ({
    ...topic,
    topic: kebab(topic),
    data: withTextIds(topic.data ?? { type: 'object' }),
  }))
  const types = described.map(
    ({ type, name, topic, data }) =>
      `  /** Type ${type}: ${name}. */\n  readonly '${topic}': ${toType(data, never, 1)}`,
  )
  const rows = described.map(({ type, topic, eventType, data }) => {
    const event = eventType ? `eventType: '${eventType}', ` : ''
    const content = `z.object({ topic: z.literal('${topic}'), data: ${toZod(data, never)} })`
    return `  ${type}: { topic: '${topic}', ${event}content: () => ${content} },`
  })
  const body = `/** What each topic carries. */
export interface WebhookData {
${types.join('\n')}
}

/** A topic with what it carries. */
export type WebhookContent = {
  readonly [Topic in keyof WebhookData]: { readonly topic: Topic; readonly data: WebhookData[Topic] }
}[keyof WebhookData]

export interface WebhookTopic {
  readonly topic: keyof WebhookData
  /** Its name in the API that sets where notifications go; missing where it cannot be set there. */
  readonly eventType?: string
  readonly content: () => z.ZodType<WebhookContent>
}

/** Topics by TikTok's number. */
export const webhookTopics: Readonly<Record<number, WebhookTopic>> = {
${rows.join('\n')}
}
`
  const shapes = tolerantShapes.filter(name => new RegExp(`\\b${name}\\b`).test(body))
  return `${header}import { z } from 'zod'\nimport { ${shapes.join(', ')} } from '../transport/tolerant-shapes.js'\n\n${body}`
}
