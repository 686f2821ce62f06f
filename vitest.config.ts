import { configDefaults, defineConfig } from 'vitest/config'

const CORE = 'tests/core/**/*.test.ts'

/** Core is pure: its tests share a process and the modules in it. All others have a process each. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    env: { TZ: 'Pacific/Chatham' },
    testTimeout: 60_000,
    reporters: ['default', './tests/setup/plainReporter.ts'],
    projects: [
      { extends: true, test: { name: 'core', include: [CORE], isolate: false } },
      {
        extends: true,
        test: { name: 'doors', include: ['tests/**/*.test.ts'], exclude: [...configDefaults.exclude, CORE] },
      },
    ],
  },
})
