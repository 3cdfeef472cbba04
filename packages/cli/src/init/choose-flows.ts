import { suggest } from '@tiktok-ns/flow-engine'
import { WrongInputError } from '../commands/command-context.js'
import { starterFlows } from './starter-flows.js'
import type { NewFlow } from './write-project.js'

/**
 * The shipped flows of these names, in their order; the usual ones where no name is given.
 *
 * @throws WrongInputError when a name is not known; it tells the nearest.
 */
export const chooseFlows = (shipped: readonly NewFlow[], names: readonly string[]): readonly NewFlow[] => {
  const chosen = names.length === 0 ? starterFlows : [...new Set(names)]
  return chosen.map(name => {
    const flow = shipped.find(one => one.name === name)
    if (flow !== undefined) return flow
    const known = shipped.map(one => one.name)
    throw new WrongInputError(`there is no flow "${name}"; ${suggest(name, known)}`)
  })
}
