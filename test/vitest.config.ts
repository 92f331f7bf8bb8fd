import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Each file starts a chain, an indexer and a browser of its own, which two cores carry one at a time.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
