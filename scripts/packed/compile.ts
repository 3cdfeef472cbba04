import { fileURLToPath } from 'node:url'
import type { Consumer } from './consumers.js'

const inCheckout = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Compiles a program as strictly as TypeScript can, the packages' declarations included, and gives the file to run. */
export const compile = async (consumer: Consumer, program: string): Promise<string> => {
  consumer.write('program.ts', program)
  consumer.write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        target: 'es2023',
        module: 'nodenext',
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: false,
        outDir: 'compiled',
        rootDir: '.',
        types: ['node'],
        typeRoots: [inCheckout('node_modules/@types')],
      },
      files: ['program.ts'],
    }),
  )
  await consumer.run(process.execPath, [inCheckout('node_modules/typescript-7/bin/tsc'), '-p', '.'])
  return 'compiled/program.js'
}
