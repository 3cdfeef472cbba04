import type { z } from 'zod'
import { WrongInputError } from '../commands/command-context.js'
import { type OperationDefinition, type Operations, operationTable } from './operation-table.js'

export interface ServeAddress {
  /** Where `/api` is. */
  readonly url: string
  readonly token: string
}

/** The operations of a running `serve`, over its HTTP API. */
export const createRemoteOperations = (address: ServeAddress, fetch = globalThis.fetch): Operations => {
  const remote =
    <Input extends z.ZodType<unknown, object>, Answer>({
      method,
      path,
      answer,
    }: OperationDefinition<Input, Answer>) =>
    async (input: z.input<Input>): Promise<Answer> => {
      const given = Object.entries(input).filter(([, value]) => value !== undefined)
      const isRead = method === 'GET'
      const query = isRead
        ? `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`
        : ''
      const response = await fetch(`${address.url}/api${path}${query}`, {
        method,
        headers: { authorization: `Bearer ${address.token}`, 'content-type': 'application/json' },
        ...(isRead ? {} : { body: JSON.stringify(Object.fromEntries(given)) }),
      })
      const body: unknown = await response.json()
      if (response.ok) return answer.parse(body)
      const message = messageOf(body) ?? `the running serve answered with HTTP ${response.status}`
      throw response.status === 400 ? new WrongInputError(message) : new Error(message)
    }

  return {
    readStatus: remote(operationTable.readStatus),
    listConnections: remote(operationTable.listConnections),
    listRuns: remote(operationTable.listRuns),
    listWritten: remote(operationTable.listWritten),
    run: remote(operationTable.run),
    listErrors: remote(operationTable.listErrors),
    showErrors: remote(operationTable.showErrors),
    changeError: remote(operationTable.changeError),
    retry: remote(operationTable.retry),
    pause: remote(operationTable.pause),
    resume: remote(operationTable.resume),
    explain: remote(operationTable.explain),
    listCursors: remote(operationTable.listCursors),
    setCursor: remote(operationTable.setCursor),
    prune: remote(operationTable.prune),
    forget: remote(operationTable.forget),
    listAudit: remote(operationTable.listAudit),
  }
}

const messageOf = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string'
    ? body.error
    : undefined
