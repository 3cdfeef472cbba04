import { compileTemplate } from '../../expressions/compile-template.js'
import { MappingError } from '../../expressions/mapping-error.js'
import type { Scope } from '../../expressions/scope.js'
import type { Json, JsonObject } from '../../json.js'
import { ConnectorError } from '../connector-error.js'

/** Fills `${request...}` in a template; undefined where it leaves itself out. */
export type RenderRequest = (request: JsonObject) => Json | undefined

const emptyScope: Scope = {
  record: {},
  steps: {},
  settings: {},
  connections: {},
  run: { id: '', startedAt: '' },
}

/** @param place What the template is, for messages: `resources.orders.query`. */
export const compileRequest = (template: Json, place: string): RenderRequest => {
  const render = compileTemplate(template, ['request'])
  return request => {
    try {
      return render({ ...emptyScope, request })
    } catch (error) {
      if (!(error instanceof MappingError)) throw error
      throw new ConnectorError({
        kind: 'mapping',
        message: `${place}: ${error.message}`,
        ...(error.hint === undefined ? {} : { hint: error.hint }),
      })
    }
  }
}
