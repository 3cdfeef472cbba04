import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', settlement: 'src/settlement/index.ts' },
  format: ['esm'],
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  removeNodeProtocol: false,
  target: 'node20',
  sourcemap: true,
  clean: true,
})
