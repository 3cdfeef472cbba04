import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

const published = [
  'packages/tiktok-client',
  'packages/netsuite-client',
  'packages/flow-engine',
  'packages/sandbox',
  'packages/cli',
  'flows',
]

/** Licences that let anybody use, change and sell what they build, and ask for a notice at most. */
const permissive =
  /^(MIT|MIT-0|ISC|BSD-2-Clause|BSD-3-Clause|0BSD|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Unlicense)$/

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** Where a package's dependency is, as Node would look for it; undefined for one of another platform, or an absent peer. */
const folderOf = (name: string, from: string): string | undefined => {
  for (let folder = from; ; folder = dirname(folder)) {
    try {
      return realpathSync(join(folder, 'node_modules', name))
    } catch {
      if (folder === dirname(folder)) return undefined
    }
  }
}

const collect = (folder: string, found = new Map<string, Manifest>()): Map<string, Manifest> => {
  if (found.has(folder)) return found
  const manifest = readManifest(folder)
  found.set(folder, manifest)
  const { dependencies, optionalDependencies, peerDependencies } = manifest
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    const dependency = folderOf(name, folder)
    if (dependency !== undefined) collect(dependency, found)
  }
  return found
}

test.each(published)('everything that %s needs at run time has a permissive licence', workspace => {
  const manifests = [...collect(realpathSync(join(root, workspace))).values()]

  const doubtful = manifests.filter(({ license = 'none' }) => !permissive.test(license))

  expect(doubtful.map(({ name, version, license }) => `${name} ${version}: ${license}`)).toEqual([])
})

test('the lockfile names no host, so that every registry serves', () => {
  expect(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')).not.toMatch(/https?:\/\//)
})
