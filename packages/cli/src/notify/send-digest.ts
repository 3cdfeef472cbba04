import type { Digest } from './alert.js'
import type { ChannelSpec } from './notify-spec.js'
import { renderDigest, titleOf } from './render-digest.js'

/** What a message's receiver needs of the world. */
export interface SendTools {
  readonly fetch: typeof globalThis.fetch
  readonly mail: (server: string, message: Mail) => Promise<void>
}

export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
}

/** Sends a digest to one channel. Rejects when it did not get there. */
export const sendDigest = async (channel: ChannelSpec, digest: Digest, tools: SendTools): Promise<void> => {
  if ('slack' in channel) return post(channel.slack, {}, { text: renderDigest(digest) }, tools)
  if ('webhook' in channel) {
    const { atMs, groups } = digest
    return post(channel.webhook, channel.headers, { at: new Date(atMs).toISOString(), alerts: groups }, tools)
  }
  const { server, from, to } = channel.email
  await tools.mail(server, { from, to, subject: `tiktok-ns: ${titleOf(digest)}`, text: renderDigest(digest) })
}

const post = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: object,
  { fetch }: SendTools,
): Promise<void> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  })
  // An address of Slack's is a secret by itself.
  if (!response.ok) throw new Error(`${new URL(url).host} answered with HTTP ${response.status}`)
}

/** Sends by SMTP. Loaded when the first mail is sent. */
export const sendMail: SendTools['mail'] = async (server, { from, to, subject, text }) => {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport(server)
  try {
    await transport.sendMail({ from, to: [...to], subject, text })
  } finally {
    transport.close()
  }
}
