import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { createProgram } from './create-program.js'
import { runTool } from './testing/run-tool.js'

const program = createProgram({
  context: json => ({
    json,
    signal: new AbortController().signal,
    terminal: { interactive: false, out: () => undefined, err: () => undefined },
  }),
  ended: () => undefined,
})

const commandsOf = (command: Command, path = ''): readonly (readonly [string, Command])[] =>
  command.commands.flatMap(below => {
    const own = `${path} ${below.name()}`.trim()
    return [[own, below] as const, ...commandsOf(below, own)]
  })

test.each(commandsOf(program))('the help of %s says what it does and shows examples', (name, command) => {
  let help = ''
  const writeOut = (text: string) => {
    help += text
  }
  command.configureOutput({ writeOut }).outputHelp()

  expect(command.description()).toMatch(/\.$/)
  expect(help).toContain(`  tiktok-ns ${name.split(' ')[0]}`)
})

test('every example in the help is a command line that the tool takes', async () => {
  const ran: string[] = []
  for (const [name, command] of commandsOf(program)) {
    if (command.commands.length === 0) command.action(() => void ran.push(name))
  }
  for (const [, command] of commandsOf(program)) {
    let help = ''
    command.configureOutput({ writeOut: text => (help += text) }).outputHelp()
    for (const line of help.split('\n').filter(each => each.startsWith('  tiktok-ns '))) {
      const words = line.replace(/ > .*/, '').trim().split(' ').slice(1)
      await expect(program.parseAsync(words, { from: 'user' }), line).resolves.toBeDefined()
    }
  }
  expect(new Set(ran)).toEqual(
    new Set(commandsOf(program).flatMap(([name, { commands }]) => (commands.length === 0 ? [name] : []))),
  )
})

test.each(['bash', 'zsh', 'fish'])('%s completes every command', async shell => {
  const { out, code } = await runTool(['completion', shell])

  expect(code).toBe(0)
  for (const [name] of commandsOf(program)) expect(out).toContain(name.split(' ').at(-1))
  expect(out).toContain('since')
})

test('a shell that there is no completion for is refused with those there are', async () => {
  expect((await runTool(['completion', 'csh'])).err).toContain('write bash, zsh, fish')
})
