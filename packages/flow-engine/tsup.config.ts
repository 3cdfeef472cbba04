import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'connectors/index': 'src/connectors/index.ts',
    'connectors/file/index': 'src/connectors/file/index.ts',
    'connectors/http/index': 'src/connectors/http/index.ts',
    'connectors/memory/index': 'src/connectors/memory/index.ts',
    'opentelemetry/index': 'src/opentelemetry/index.ts',
    'sqlite-store/index': 'src/sqlite-store/index.ts',
    'testing/index': 'src/testing/index.ts',
  },
  format: ['esm'],
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  removeNodeProtocol: false,
  target: 'node20',
  sourcemap: true,
  clean: true,
})
