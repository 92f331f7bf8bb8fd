import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Each file starts a chain of its own, and many an indexer and a browser: a run takes one at a time.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
