import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'connector/index': 'src/connector/index.ts',
    'testing/index': 'src/testing/index.ts',
  },
  format: ['esm'],
  noExternal: ['@tiktok-ns/client-kit'],
  dts: { compilerOptions: { ignoreDeprecations: '6.0' }, resolve: ['@tiktok-ns/client-kit'] },
  removeNodeProtocol: false,
  target: 'node20',
  sourcemap: true,
  clean: true,
})
