import { isApiError } from '@tiktok-ns/client-kit'
import type { Tokens } from './auth/tokens.js'
import type { Shops } from './resources/shops/shops.js'
import type { WebhookSubscriptions } from './resources/webhooks/webhook-subscriptions.js'
import type { CallOptions } from './transport/call-endpoint.js'

/** One thing about a connection that works or does not. */
export interface ProbeFinding {
  readonly ok: boolean
  /** What was tried: `clock`, `app key`, `app secret`, `token`, `scope seller.order.info`, `shop`, `network`. */
  readonly subject: string
  readonly message: string
  /** What to do, where something is wrong. */
  readonly next?: string
}

export interface ProbeOptions {
  /** Scopes that you need; of a list, any one will do. Those that the seller has not granted become findings. */
  readonly scopes?: readonly (string | readonly string[])[] | undefined
  readonly signal?: AbortSignal | undefined
}

export interface ProbeParts {
  readonly shops: Shops
  readonly webhooks: WebhookSubscriptions
  readonly tokens: () => Promise<Tokens | undefined>
  /** How far TikTok's clock is ahead of ours, in milliseconds; undefined as long as there was no answer. */
  readonly clockSkewMs: () => number | undefined
  readonly now: () => number
}

const dayMs = 86_400_000

/** Tries a connection with two calls that change nothing, and says in words what works and what does not. */
export const probeConnection = async (
  { shops, webhooks, tokens, clockSkewMs, now }: ProbeParts,
  { scopes = [], signal }: ProbeOptions,
): Promise<readonly ProbeFinding[]> => {
  const options: CallOptions = { signal, priority: 'interactive', maxAttempts: 2 }
  const covered = await attempt('credentials', async () => {
    const list = await shops.listAuthorized(options)
    return `the token covers ${list.map(({ id, region }) => `${id} (${region ?? '?'})`).join(', ') || 'no shop'}`
  })
  // The webhooks' list wants the same scope as the list of shops, and a shop.
  const shop = covered.ok
    ? [
        await attempt('shop', async () => {
          await webhooks.list(options)
          return 'the shop answers'
        }),
      ]
    : []
  const kept = await tokens().catch(() => undefined)
  return [
    covered,
    ...shop,
    ...findClock(clockSkewMs()),
    ...(kept === undefined ? [] : [findAuthorization(kept, now())]),
    ...findScopes(scopes, kept?.grantedScopes),
  ]
}

const attempt = async (subject: string, work: () => Promise<string>): Promise<ProbeFinding> => {
  try {
    return { ok: true, subject, message: await work() }
  } catch (error) {
    if (!isApiError(error)) throw error
    const { message, hint } = error
    const next = hint === undefined ? {} : { next: hint }
    return {
      ok: false,
      subject: subjectOf(error.code, error.message, error.kind) ?? subject,
      message,
      ...next,
    }
  }
}

interface SubjectRow {
  readonly code?: RegExp
  readonly message?: RegExp
  readonly kind?: string
  readonly subject: string
}

/** What an error is about. The first row that matches decides. */
const subjects: readonly SubjectRow[] = [
  { code: /^36009004$/, message: /timestamp/i, subject: 'clock' },
  { code: /^36009004$/, message: /app_key/i, subject: 'app key' },
  { code: /^36009004$/, message: /access.token/i, subject: 'token' },
  { code: /^36009004$/, message: /\bsign\b/i, subject: 'app secret' },
  { code: /^106001$/, subject: 'app secret' },
  { code: /^(105001|105002|101000|36004\d{3})$/, subject: 'token' },
  { code: /^105005$/, subject: 'scope' },
  { code: /^(106011|106013|36009043)$/, subject: 'shop' },
  { code: /^36009044$/, subject: 'seller' },
  { code: /^36009033$/, subject: 'allow list' },
  { kind: 'timeout', subject: 'network' },
  { kind: 'unavailable', subject: 'network' },
]

const subjectOf = (code: string | undefined, message: string, kind: string): string | undefined =>
  subjects.find(
    row =>
      (row.code === undefined || row.code.test(code ?? '')) &&
      (row.message === undefined || row.message.test(message)) &&
      (row.kind === undefined || row.kind === kind),
  )?.subject

/** TikTok takes timestamps from 5 minutes behind to 30 seconds ahead of its own. */
const findClock = (skewMs: number | undefined): readonly ProbeFinding[] => {
  if (skewMs === undefined) return []
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  const isRight = skewMs > -30_000 && skewMs < 300_000
  const message = `this machine's clock is ${seconds} s ${skewMs < 0 ? 'ahead of' : 'behind'} TikTok's`
  if (isRight) return [{ ok: true, subject: 'clock', message }]
  const next = 'Let NTP set it. Requests carry TikTok’s time until then.'
  return [{ ok: false, subject: 'clock', message, next }]
}

const findAuthorization = ({ refreshTokenExpiresAt }: Tokens, now: number): ProbeFinding => {
  const days = Math.floor((refreshTokenExpiresAt - now) / dayMs)
  const subject = 'authorization'
  if (days >= 30) return { ok: true, subject, message: `the seller's authorization ends in ${days} days` }
  const message =
    days < 0 ? "the seller's authorization is over" : `the seller's authorization ends in ${days} days`
  return { ok: false, subject, message, next: 'Let the seller authorize the app again.' }
}

const findScopes = (
  needed: readonly (string | readonly string[])[],
  granted: readonly string[] | undefined,
): readonly ProbeFinding[] => {
  // Some calls need none; several need the same.
  const needs = new Map(
    needed.map(need => [need].flat()).flatMap(need => (need.length === 0 ? [] : [[need.join(' or '), need]])),
  )
  if (needs.size === 0) return []
  const subject = 'scopes'
  const names = [...needs.keys()].join(', ')
  if (granted === undefined)
    return [
      { ok: true, subject, message: `not known, as the token came without a list; needed are ${names}` },
    ]
  const missing = [...needs].filter(([, need]) => !need.some(scope => granted.includes(scope)))
  if (missing.length === 0) return [{ ok: true, subject, message: `granted is all that is needed: ${names}` }]
  const next = 'Add the scope to the app in Partner Center, then let the seller authorize it again.'
  return missing.map(([name]) => ({ ok: false, subject: `scope ${name}`, message: 'not granted', next }))
}
