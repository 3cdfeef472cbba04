import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { WrongInputError } from '../commands/command-context.js'
import { type OperationDefinition, type Operations, operationTable } from '../operations/operation-table.js'
import { describeApi } from './describe-api.js'

export interface ApiOptions {
  readonly operations: Operations
  /** Callers show it as `Authorization: Bearer ...`. */
  readonly token: string
}

/** What the tool can do, over HTTP: the operations under `/api`, and their description at `/api/openapi.json`. */
export const createApi = ({ operations, token }: ApiOptions): Hono => {
  const app = new Hono().basePath('/api')

  app.use('*', async (context, next) => {
    if (!isSame(context.req.header('authorization') ?? '', `Bearer ${token}`))
      return context.json(
        { error: 'The token is missing or wrong; see the file serve.json beside the store' },
        401,
      )
    await next()
  })

  const route = <Input extends z.ZodType, Answer>(
    { method, path, input }: OperationDefinition<Input, Answer>,
    act: (given: z.output<Input>) => Promise<Answer>,
  ): void => {
    app.on(method, path, async context => {
      const given: unknown = method === 'GET' ? context.req.query() : await context.req.json()
      return new Response(JSON.stringify(await act(input.parse(given))), {
        headers: { 'content-type': 'application/json; charset=utf-8' },
      })
    })
  }
  route(operationTable.readStatus, operations.readStatus)
  route(operationTable.listConnections, operations.listConnections)
  route(operationTable.listRuns, operations.listRuns)
  route(operationTable.listWritten, operations.listWritten)
  route(operationTable.run, operations.run)
  route(operationTable.listErrors, operations.listErrors)
  route(operationTable.showErrors, operations.showErrors)
  route(operationTable.changeError, operations.changeError)
  route(operationTable.retry, operations.retry)
  route(operationTable.pause, operations.pause)
  route(operationTable.resume, operations.resume)
  route(operationTable.explain, operations.explain)
  route(operationTable.listCursors, operations.listCursors)
  route(operationTable.setCursor, operations.setCursor)
  route(operationTable.prune, operations.prune)
  route(operationTable.forget, operations.forget)
  route(operationTable.listAudit, operations.listAudit)
  app.get('/openapi.json', context => context.json(describeApi()))

  app.onError((error, context) => {
    if (error instanceof z.ZodError) return context.json({ error: z.prettifyError(error) }, 400)
    if (error instanceof WrongInputError || error instanceof SyntaxError)
      return context.json({ error: error.message }, 400)
    return context.json({ error: error.message }, 500)
  })
  app.notFound(context =>
    context.json({ error: `There is no ${context.req.method} ${context.req.path}` }, 404),
  )
  return app
}

const isSame = (given: string, wanted: string): boolean => {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)]
  return left.length === right.length && timingSafeEqual(left, right)
}
