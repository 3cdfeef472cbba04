import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface CodeBlock {
  /** From the repository's root. */
  readonly page: string
  readonly language: string
  readonly text: string
  /** 1-based line of its first line. */
  readonly line: number
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every page a reader may come to. */
const pages = (): readonly string[] => {
  const inDocs = readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md') && !name.includes('node_modules'))
    .map(name => `docs/${name}`)
  const ofPackages = readdirSync(`${root}packages`)
    .map(name => `packages/${name}/README.md`)
    .filter(page => existsSync(`${root}${page}`))
  return ['README.md', 'CONTRIBUTING.md', ...inDocs.sort(), ...ofPackages.sort()]
}

/** The fenced blocks of all pages, with where they stand. */
export const codeBlocks = (): readonly CodeBlock[] =>
  pages().flatMap(page => {
    const lines = readFileSync(`${root}${page}`, 'utf8').split('\n')
    const blocks: CodeBlock[] = []
    let open: { readonly language: string; readonly start: number } | undefined
    for (const [index, line] of lines.entries()) {
      const fence = /^```(\w*)\s*$/.exec(line)
      if (fence === null) continue
      if (open === undefined) open = { language: fence[1] ?? '', start: index + 1 }
      else {
        blocks.push({
          page,
          language: open.language,
          text: `${lines.slice(open.start, index).join('\n')}\n`,
          line: open.start + 1,
        })
        open = undefined
      }
    }
    return blocks
  })
