import { defineConfig } from 'tsup'
import manifest from './package.json' with { type: 'json' }

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'connector/index': 'src/connector/index.ts',
    'opentelemetry/index': 'src/opentelemetry/index.ts',
    'testing/index': 'src/testing/index.ts',
    'undici/index': 'src/undici/index.ts',
  },
  define: { packageVersion: JSON.stringify(manifest.version) },
  format: ['esm'],
  noExternal: ['@tiktok-ns/client-kit'],
  dts: {
    compilerOptions: {
      ignoreDeprecations: '6.0',
      // The kit's declarations are taken in whole only when they are found outside of node_modules.
      baseUrl: '.',
      paths: {
        '@tiktok-ns/client-kit': ['../client-kit/dist/index.d.ts'],
        '@tiktok-ns/client-kit/*': ['../client-kit/dist/*/index.d.ts'],
      },
    },
  },
  removeNodeProtocol: false,
  target: 'node20',
  sourcemap: true,
  clean: true,
})
