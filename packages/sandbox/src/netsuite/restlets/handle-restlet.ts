import type { Json } from '../../json.js'
import type { Account } from '../account.js'
import type { Session } from '../auth/authenticate.js'
import { findRecordType, recordType } from '../records/record-types.js'
import {
  isRestletVerb,
  type RestletFunction,
  type RestletFunctions,
  type RestletSeed,
  type Restlets,
  type RestletTools,
  type RestletVerb,
} from './restlet.js'

export interface RestletCall {
  readonly request: Request
  readonly url: URL
  readonly nowMs: number
  readonly account: Account
  readonly session: Session | undefined
  readonly functions: Restlets
}

/** A RESTlet's refusal: an envelope of its own, with the status that the help lists. */
export const restletError = (status: number, code: string, message: string): Response =>
  new Response(JSON.stringify({ error: { code, message } }), {
    status,
    headers: { 'content-type': 'application/json;charset=utf-8' },
  })

/** `/app/site/hosting/restlet.nl`: runs the function that a script has for the verb. */
export const handleRestlet = async (call: RestletCall): Promise<Response> => {
  const { request, url, session } = call
  if (session === undefined) return restletError(401, 'INVALID_LOGIN_ATTEMPT', 'Invalid login attempt.')
  const script = url.searchParams.get('script')
  const deploy = url.searchParams.get('deploy')
  if (script === null || deploy === null)
    return restletError(400, 'SSS_MISSING_REQD_ARGUMENT', 'Missing a required argument: script and deploy')
  const found = findScript(script, deploy, call)
  if (found === undefined)
    return restletError(
      404,
      'SSS_INVALID_SCRIPTLET_ID',
      'That Suitelet is invalid, disabled, or no longer exists.',
    )
  const isMeant =
    (session.scopes?.includes('restlets') ?? true) &&
    (session.role === undefined || (found.roles?.includes(session.role.id) ?? true))
  if (!isMeant)
    return restletError(403, 'INSUFFICIENT_PERMISSION', 'You do not have privileges to view this page.')
  if (!isRestletVerb(request.method) || found.functions[request.method] === undefined)
    return restletError(
      405,
      'SSS_INVALID_SCRIPT_OPERATION',
      `The script has no function for ${request.method}.`,
    )
  return run(found.functions[request.method], call)
}

interface Script {
  readonly functions: RestletFunctions
  readonly roles?: readonly string[] | undefined
}

const findScript = (
  script: string,
  deploy: string,
  { account, functions }: RestletCall,
): Script | undefined => {
  const registered = functions[script]
  if (registered !== undefined) return { functions: registered }
  const seeded = account.settings.restlets.find(
    known =>
      (known.script === script || known.scriptId === script) &&
      (known.deploy === deploy || known.deployId === deploy) &&
      known.released,
  )
  return seeded === undefined ? undefined : { functions: toFunctions(seeded), roles: seeded.roles }
}

/** A thrown SuiteScript error has its code in its name. */
class ScriptError extends Error {
  constructor(code: string, message: string) {
    super(message)
    this.name = code
  }
}

const toFunctions = ({ answers }: RestletSeed): RestletFunctions => {
  const functions: Partial<Record<RestletVerb, RestletFunction>> = {}
  for (const [verb, answer] of Object.entries(answers)) {
    if (!isRestletVerb(verb) || answer === undefined) continue
    functions[verb] = () => {
      if ('throws' in answer) throw new ScriptError(answer.throws.code, answer.throws.message)
      return answer.returns
    }
  }
  return functions
}

const run = async (action: RestletFunction | undefined, call: RestletCall): Promise<Response> => {
  try {
    const argument = await argumentOf(call)
    if (argument === undefined) return restletError(400, 'INVALID_REQUEST', 'The body is not valid JSON.')
    const returned = await action?.(argument, toolsOf(call))
    if (returned === undefined) return new Response(null, { status: 204 })
    const isText =
      typeof returned === 'string' && !(call.request.headers.get('content-type') ?? '').includes('json')
    return new Response(isText ? returned : JSON.stringify(returned), {
      headers: { 'content-type': isText ? 'text/plain;charset=utf-8' : 'application/json;charset=utf-8' },
    })
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: '', message: String(error) }
    const code = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name) ? name : 'UNEXPECTED_ERROR'
    return restletError(400, code, message)
  }
}

/** The query for GET and DELETE, the body for POST and PUT; undefined when a JSON body is none. */
const argumentOf = async ({ request, url }: RestletCall): Promise<Json | undefined> => {
  if (request.method === 'GET' || request.method === 'DELETE')
    return Object.fromEntries(
      [...url.searchParams].filter(([name]) => name !== 'script' && name !== 'deploy'),
    )
  const text = await request.text()
  if (!(request.headers.get('content-type') ?? '').includes('json')) return text
  try {
    const body: Json = JSON.parse(text)
    return body
  } catch {
    return undefined
  }
}

const toolsOf = ({ account, nowMs }: RestletCall): RestletTools => ({
  account: account.settings.account,
  nowMs,
  list: type => account.store.list(recordType(type)).map(({ id, fields }) => ({ id, ...fields })),
  find: (type, id) => {
    const known = findRecordType(type)
    const record = known === undefined ? undefined : account.store.get(known, id)
    return record === undefined ? undefined : { id: record.id, ...record.fields }
  },
  put: (type, fields, id = account.store.nextId()) => {
    account.store.put({ id, type: recordType(type), fields })
    return id
  },
})
