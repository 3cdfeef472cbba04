import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['@tiktok-ns/source', 'node', 'import', 'default'] } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'flows/**/*.test.ts',
      'docs/**/*.test.ts',
      'benchmarks/**/*.test.ts',
      'examples/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    reporters: ['default', './scripts/closing-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
