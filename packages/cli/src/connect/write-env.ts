import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Puts values into a `.env` file: over the lines that had them, else at its end. Only its owner may read it. */
export const writeEnv = (path: string, values: Readonly<Record<string, string>>): void => {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split(/\r?\n/) : []
  const left = new Map(Object.entries(values))
  const kept = lines.map(line => {
    const name = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=/.exec(line)?.[1]
    const value = name === undefined ? undefined : left.get(name)
    if (name === undefined || value === undefined) return line
    left.delete(name)
    return `${name}=${value}`
  })
  while (kept.at(-1) === '') kept.pop()
  const added = [...left].map(([name, value]) => `${name}=${value}`)
  writeFileSync(path, `${[...kept, ...added].join('\n')}\n`, { mode: 0o600 })
  chmodSync(path, 0o600)
}
