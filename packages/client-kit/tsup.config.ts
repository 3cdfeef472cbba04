import { defineConfig } from 'tsup'

/** Built only so that the clients can take in its declarations; nothing of it is published. */
export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'undici/index': 'src/undici/index.ts',
    'opentelemetry/index': 'src/opentelemetry/index.ts',
  },
  format: ['esm'],
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  removeNodeProtocol: false,
  target: 'node20',
  clean: true,
})
