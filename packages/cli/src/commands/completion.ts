import type { Command } from 'commander'
import { type ExitCode, exitCode } from '../exit-code.js'
import { type CommandContext, WrongInputError } from './command-context.js'

/** A command's words as a completion script needs them. */
interface Words {
  /** `errors list`; empty for the tool itself. */
  readonly path: string
  /** What may follow: commands below it, and options. */
  readonly next: readonly string[]
}

/** Prints a script that completes commands and options; what it knows comes from the tool itself. */
export const completion = (shell: string, program: Command, { terminal }: CommandContext): ExitCode => {
  const write = scripts[shell]
  if (write === undefined)
    throw new WrongInputError(
      `there is no completion for "${shell}"; write ${Object.keys(scripts).join(', ')}`,
    )
  terminal.out(write(wordsOf(program)))
  return exitCode.done
}

const wordsOf = (command: Command, path: readonly string[] = []): readonly Words[] => {
  const commands = command.commands.filter(below => below.name() !== 'help')
  const options = command.options.flatMap(({ long }) => long ?? [])
  return [
    { path: path.join(' '), next: [...commands.map(below => below.name()), ...options, '--help'] },
    ...commands.flatMap(below => wordsOf(below, [...path, below.name()])),
  ]
}

const name = 'tiktok-ns'

const scripts: Readonly<Record<string, (words: readonly Words[]) => string>> = {
  bash: words => `# bash completion of ${name}: eval "$(${name} completion bash)"
_tiktok_ns() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) path="\${path:+$path }$word" ;; esac
  done
  while :; do
    case "$path" in
${words.map(({ path, next }) => `      '${path}') COMPREPLY=($(compgen -W '${next.join(' ')}' -- "$current")); return ;;`).join('\n')}
    esac
    [[ "$path" == *' '* ]] && path="\${path% *}" || path=""
  done
}
complete -o default -F _tiktok_ns ${name}`,
  zsh: words => `#compdef ${name}
# zsh completion of ${name}: eval "$(${name} completion zsh)"
_tiktok_ns() {
  local path="" word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    [[ "$word" == -* ]] || path="\${path:+$path }$word"
  done
  while :; do
    case "$path" in
${words.map(({ path, next }) => `      '${path}') compadd -- ${next.join(' ')}; _files; return ;;`).join('\n')}
    esac
    [[ "$path" == *' '* ]] && path="\${path% *}" || path=""
  done
}
compdef _tiktok_ns ${name}`,
  fish: words => `# fish completion of ${name}: ${name} completion fish | source
${words
  .flatMap(({ path, next }) => {
    const above =
      path === ''
        ? '__fish_use_subcommand'
        : path
            .split(' ')
            .map(word => `__fish_seen_subcommand_from ${word}`)
            .join('; and ')
    return next.map(word =>
      word.startsWith('--')
        ? `complete -c ${name} -n '${above}' -l ${word.slice(2)}`
        : `complete -c ${name} -f -n '${above}' -a ${word}`,
    )
  })
  .join('\n')}`,
}
