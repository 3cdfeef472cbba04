import { WrongInputError } from '../commands/command-context.js'
import type { Project } from './open-project.js'

/** Ends what would write into a system while the project does not allow it yet. */
export const refuseWrites = ({ spec }: Pick<Project, 'spec'>): void => {
  if (spec.operation.writes === 'allowed') return
  throw new WrongInputError(
    'this project writes nothing yet (operation: { writes: none }). See what would be written with tiktok-ns run --dry; when it is right, take that line out of the project file',
  )
}
