import { LRUCache } from 'lru-cache'
import type { LookupPlan } from '../../compile/flow-plan.js'
import { stableJson } from '../../expressions/stable-json.js'
import type { Json, JsonObject } from '../../json.js'
import type { Clock } from '../../ports/clock.js'

export type Matches = readonly Json[]

/** Asks for keys, with the parameters of a question. */
export type AskForKeys = (
  keys: readonly string[],
  parameters: JsonObject,
) => Promise<readonly { readonly key: string; readonly matches: Matches }[]>

export interface Answers {
  /** What is known of these keys, asked for where it is not kept. */
  find(keys: readonly string[], parameters: JsonObject): Promise<ReadonlyMap<string, Matches>>
}

/** Answers that a run keeps, so that no key is asked for twice while it is fresh, whatever page it is on. */
export const createAnswers = (
  { entries, ttlMs }: LookupPlan['cached'],
  clock: Clock,
  ask: AskForKeys,
): Answers => {
  let opened: LRUCache<string, Matches> | undefined
  /** Takes room for all its entries at once, which a run without records need not. */
  const kept = (): LRUCache<string, Matches> => {
    opened ??= new LRUCache<string, Matches>({
      max: entries,
      ...(ttlMs === undefined ? {} : { ttl: ttlMs, ttlResolution: 0, perf: clock }),
    })
    return opened
  }
  /** Keys that a page is asking for now: other pages wait for its answer instead of asking again. */
  const asking = new Map<string, Promise<ReadonlyMap<string, Matches>>>()

  return {
    find: async (keys, parameters) => {
      const prefix = `${stableJson(parameters)} `
      const found = new Map<string, Matches>()
      const take = (key: string, matches: Matches | undefined) =>
        void (matches === undefined ? undefined : found.set(key, matches))

      const askNow = async (missing: readonly string[]): Promise<void> => {
        const answering = ask(missing, parameters).then(
          answers => new Map(answers.map(({ key, matches }) => [key, matches])),
        )
        for (const key of missing) asking.set(prefix + key, answering)
        try {
          const answers = await answering
          for (const key of missing) {
            const matches = answers.get(key) ?? []
            if (entries > 0) kept().set(prefix + key, matches)
            found.set(key, matches)
          }
        } finally {
          for (const key of missing) asking.delete(prefix + key)
        }
      }

      if (entries > 0) for (const key of keys) take(key, kept().get(prefix + key))
      const open = keys.filter(key => !found.has(key))
      const elsewhere = open.filter(key => asking.has(prefix + key))
      const waiting = elsewhere.map(key => ({ key, answers: asking.get(prefix + key) }))
      const here = open.filter(key => !elsewhere.includes(key))
      if (here.length > 0) await askNow(here)
      for (const { key, answers } of waiting) {
        // Another page's question may have failed: then its keys are asked for here.
        const answered = await answers?.catch(() => undefined)
        take(key, answered?.get(key))
      }
      const left = keys.filter(key => !found.has(key))
      if (left.length > 0) await askNow(left)
      return found
    },
  }
}
