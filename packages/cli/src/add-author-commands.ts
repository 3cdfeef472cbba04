import type { Command } from 'commander'
import type { ProgramParts } from './add-operator-commands.js'

/** What an author of flows needs besides `check` and `test`: schemas for the editor, and a picture. */
export const addAuthorCommands = (program: Command, { ended, context }: ProgramParts): void => {
  program
    .command('schema')
    .description('Write JSON Schemas by which editors complete flows, tests, project and connector files.')
    .option('--out <folder>', 'where to', '.tiktok-ns/schema')
    .action(async ({ out }: { out: string }) => {
      const { schema } = await import('./commands/schema.js')
      ended(schema(out, context()))
    })
  program
    .command('flow')
    .description('Look at one flow.')
    .command('graph <file>')
    .description('Print a flow as a Mermaid flowchart.')
    .action(async (file: string) => {
      const { graph } = await import('./commands/graph.js')
      ended(graph(file, context()))
    })
}
