import { type ExitCode, exitCode } from '../exit-code.js'
import { withOperations } from '../operations/with-operations.js'
import { renderStory } from '../output/story-view.js'
import type { CommandContext } from './command-context.js'

/** Tells what happened to one order, external id or statement: each run that met it, and what it did. */
export const explain = async (
  key: string,
  projectFile: string,
  { full }: { readonly full: boolean },
  context: CommandContext,
): Promise<ExitCode> => {
  const story = await withOperations(projectFile, context, operations => operations.explain({ key }))
  context.terminal.out(
    context.json ? JSON.stringify(story) : renderStory(story, { terminal: context.terminal, full }),
  )
  return story.chapters.length === 0 ? exitCode.someRecordsFailed : exitCode.done
}
