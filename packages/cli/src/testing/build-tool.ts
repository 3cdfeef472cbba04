import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'tsup'

export interface BuiltTool {
  /** The program, for `node <program> run`. */
  readonly program: string
  remove(): void
}

/** Beside the tool's packages, which the program finds from there. */
const place = fileURLToPath(new URL('../../node_modules/.built-', import.meta.url))

/** Loads a binary of its own, which no bundle can hold. */
const libsql = createRequire(new URL('../../../flow-engine/package.json', import.meta.url)).resolve('libsql')

/**
 * The tool as one program, as it is published: who starts many of its processes does not wait for TypeScript in each. For tests
 * alone.
 */
export const buildTool = async (): Promise<BuiltTool> => {
  const folder = mkdtempSync(place)
  await build({
    config: false,
    entry: { main: fileURLToPath(new URL('../main.ts', import.meta.url)) },
    outDir: folder,
    format: 'esm',
    target: 'node20',
    silent: true,
    removeNodeProtocol: false,
    noExternal: [/^(?!libsql$)/],
    esbuildOptions: options => {
      options.conditions = ['@tiktok-ns/source']
      // What was written for CommonJS asks for Node's modules by `require`.
      options.banner = {
        js: "import { createRequire as requireBuilt } from 'node:module'; const require = requireBuilt(import.meta.url)",
      }
    },
    esbuildPlugins: [
      {
        name: 'libsql',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^libsql$/ }, () => ({ path: pathToFileURL(libsql).href, external: true })),
      },
    ],
  })
  return { program: join(folder, 'main.js'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
