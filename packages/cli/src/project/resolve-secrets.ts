import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folder that `${file:...}` paths start from. */
  readonly folder: string
}

export interface MissingSecret {
  /** Path to the value in the project file. */
  readonly path: readonly (string | number)[]
  readonly problem: string
  readonly next: string
}

export interface ResolvedSecrets {
  readonly value: unknown
  readonly missing: readonly MissingSecret[]
  /** Every text that came from outside the file, for masking. */
  readonly secrets: readonly string[]
}

const reference = /\$\{(?:env\.([A-Za-z_][A-Za-z0-9_]*)|file:([^}]+))\}/g

/** Puts `${env.NAME}` and `${file:path}` in place, anywhere in a value, and says which could not be found. */
export const resolveSecrets = (value: unknown, sources: SecretSources): ResolvedSecrets => {
  const missing: MissingSecret[] = []
  const secrets: string[] = []

  const resolveText = (text: string, path: readonly (string | number)[]): string =>
    text.replace(reference, (whole, name: string | undefined, file: string | undefined) => {
      const found =
        name === undefined ? readSecretFile(resolve(sources.folder, file ?? '')) : sources.env[name]
      if (found === undefined || found === '') {
        missing.push(name === undefined ? missingFile(path, file ?? '') : missingVariable(path, name))
        return whole
      }
      secrets.push(found)
      return found
    })

  const walk = (node: unknown, path: readonly (string | number)[]): unknown => {
    if (typeof node === 'string') return resolveText(node, path)
    if (Array.isArray(node)) return node.map((item, index) => walk(item, [...path, index]))
    if (node === null || typeof node !== 'object') return node
    return Object.fromEntries(Object.entries(node).map(([name, item]) => [name, walk(item, [...path, name])]))
  }

  return { value: walk(value, []), missing, secrets }
}

const missingVariable = (path: readonly (string | number)[], name: string): MissingSecret => ({
  path,
  problem: `the environment variable ${name} is not set`,
  next: `set ${name}, or put it in a file named .env beside the project file`,
})

const missingFile = (path: readonly (string | number)[], file: string): MissingSecret => ({
  path,
  problem: `the secret file ${file} cannot be read`,
  next: 'create it, or correct the path (it starts from the project file)',
})

const readSecretFile = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8').trimEnd()
  } catch {
    return undefined // reported by the caller, with the place in the project file
  }
}
