import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    env: { TZ: 'Pacific/Chatham' },
    testTimeout: 60_000,
    reporters: ['default', './tests/setup/plainReporter.ts'],
  },
})
