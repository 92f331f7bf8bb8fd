import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Fuzz takes its time where other suites run beside it.
    testTimeout: 60_000,
  },
})
