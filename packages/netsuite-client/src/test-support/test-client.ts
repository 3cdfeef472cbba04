import { HttpResponse, type JsonBodyType } from 'msw'
import { createNetSuiteClient, type NetSuiteClient, type NetSuiteClientOptions } from '../netsuite-client.js'
import { errorExamples } from './reference.js'

export const host = 'https://123456-sb1.suitetalk.api.netsuite.com'
export const recordUrl = `${host}/services/rest/record/v1`
export const suiteQlUrl = `${host}/services/rest/query/v1/suiteql`
export const tokenUrl = `${host}/services/rest/auth/oauth2/v1/token`

export const plantedToken = {
  consumerKey: 'planted-consumer-key',
  consumerSecret: 'planted-consumer-secret',
  tokenId: 'planted-token-id',
  tokenSecret: 'planted-token-secret',
}

/** A clock that stands still, but for waits, which take no time at all. */
export const fakeClock = (startMs = 1_767_225_600_000) => {
  let nowMs = startMs
  return {
    now: () => nowMs,
    wait: async (ms: number) => {
      nowMs += ms
    },
  }
}

/** A client of account `123456_SB1`; each has a gate of its own clock's making. */
export const testClient = (options: Partial<NetSuiteClientOptions> = {}): NetSuiteClient =>
  createNetSuiteClient({ account: '123456_SB1', auth: plantedToken, clock: fakeClock(), ...options })

/** The answer of an example in `errors.json`. */
export const refusal = (name: string, headers: Readonly<Record<string, string>> = {}) => {
  const found = errorExamples.find(candidate => candidate.case === name)
  if (found === undefined) throw new Error(`no error example "${name}"`)
  return HttpResponse.json(found.body, {
    status: found.status,
    headers: { ...found.headers, 'x-n-operationid': 'op-1', ...headers },
  })
}

/** The answer to a write: where the record is, and nothing else. */
export const written = (type: string, id: string, status = 204) =>
  new HttpResponse(null, { status, headers: { location: `${recordUrl}/${type.toLowerCase()}/${id}` } })

export const json = (body: JsonBodyType, headers: Readonly<Record<string, string>> = {}) =>
  HttpResponse.json(body, {
    headers: { 'content-type': 'application/vnd.oracle.resource+json; type=singular', ...headers },
  })

export const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}
