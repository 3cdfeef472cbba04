import { z } from 'zod'
import type { Json, JsonObject } from '../../json.js'

const verbs = ['GET', 'POST', 'PUT', 'DELETE'] as const
export type RestletVerb = (typeof verbs)[number]

const json = z.custom<Json>(value => value !== undefined)

/** A RESTlet that always says the same, for seeds; functions are registered in process. */
export const restletSeed = z.strictObject({
  /** Script id and internal id; calls may use either. */
  script: z.string(),
  scriptId: z.string().optional(),
  deploy: z.string().default('customdeploy1'),
  deployId: z.string().default('1'),
  /** A deployment in testing answers nobody. */
  released: z.boolean().default(true),
  /** Roles that may call it; left out, all. */
  roles: z.array(z.string()).optional(),
  /** What each verb does; a verb that is left out has no function. */
  answers: z
    .partialRecord(
      z.enum(verbs),
      z.union([
        z.strictObject({ returns: json }),
        z.strictObject({ throws: z.strictObject({ code: z.string(), message: z.string() }) }),
      ]),
    )
    .default({}),
})
export type RestletSeed = z.output<typeof restletSeed>

/** What a RESTlet's function may do in the account. */
export interface RestletTools {
  /** Id of the account that was called: one function serves all of a sandbox. */
  readonly account: string
  readonly nowMs: number
  list(type: string): readonly JsonObject[]
  find(type: string, id: string): JsonObject | undefined
  /** Saves a record as it is, without the checks of the record service; gives its id. */
  put(type: string, fields: JsonObject, id?: string): string
}

/**
 * A function of a RESTlet. For GET and DELETE the argument is the query without `script` and `deploy`, else the body. What it
 * returns is the answer; an error whose `name` is a code, such as `SSS_MISSING_REQD_ARGUMENT`, is answered with that code.
 */
export type RestletFunction = (
  argument: Json,
  tools: RestletTools,
) => Json | undefined | Promise<Json | undefined>

/** The functions of one script, by verb. */
export type RestletFunctions = Partial<Readonly<Record<RestletVerb, RestletFunction>>>

/** RESTlets in process, of each account, by script id such as `customscript_tts_rl`; each has one deployment. */
export type Restlets = Readonly<Record<string, RestletFunctions>>

export const isRestletVerb = (method: string): method is RestletVerb => verbs.some(verb => verb === method)
