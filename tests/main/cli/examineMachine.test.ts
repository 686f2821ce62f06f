import { expect, it } from 'vitest'
import { failure, success } from '../../../src/core/outcome/outcome.ts'
import { machineText } from '../../../src/main/doors/cli/texts/machineText.ts'
import type { Machine } from '../../../src/main/engine/ports/machine.ts'
import { examineMachine } from '../../../src/main/engine/queries/examineMachine.ts'

const GIBIBYTE = 2 ** 30
const GOOD: Machine = {
  nodeVersion: () => '24.21.0',
  loadPackage: async () => success('1.0.0'),
  tryWrite: () => success(undefined),
  freeDiskBytes: () => 50 * GIBIBYTE,
  cores: () => 2,
  totalMemoryBytes: () => 8 * GIBIBYTE,
  freeMemoryBytes: () => 4 * GIBIBYTE,
  newYorkOffsetMinutes: (instantMs) => (new Date(instantMs).getUTCMonth() === 0 ? -300 : -240),
  hasFont: () => true,
  kernels: async () => [
    { work: 'sweeps', kind: 'wasm' },
    { work: 'trees', kind: 'wasm' },
  ],
}

it('passes a good machine', async () => {
  const report = await examineMachine(GOOD, '/home/x')
  expect(report).toMatchObject({ fails: 0, warnings: 0 })
  expect(machineText(report)).toContain('All is well.')
  expect(machineText(report)).toContain('sweeps by WebAssembly, trees by WebAssembly')
})

it.each<[string, 'warn' | 'fail', Partial<Machine>]>([
  ['node', 'fail', { nodeVersion: () => '20.20.2' }],
  [
    'package @duckdb/node-api',
    'fail',
    {
      loadPackage: async (name) =>
        name.includes('duckdb') ? failure('module-missing', 'gone', 'npm ci') : success('1'),
    },
  ],
  ['home', 'fail', { tryWrite: () => failure('not-writable', 'no', 'other home') }],
  ['disk', 'fail', { freeDiskBytes: () => GIBIBYTE / 2 }],
  ['disk', 'warn', { freeDiskBytes: () => 2 * GIBIBYTE }],
  ['disk', 'warn', { freeDiskBytes: () => null }],
  ['cores', 'warn', { cores: () => 1 }],
  ['memory', 'fail', { totalMemoryBytes: () => GIBIBYTE }],
  ['memory', 'warn', { totalMemoryBytes: () => 3 * GIBIBYTE }],
  ['time zones', 'fail', { newYorkOffsetMinutes: () => null }],
  ['time zones', 'fail', { newYorkOffsetMinutes: () => -300 }],
  ['font', 'fail', { hasFont: () => false }],
  ['kernels', 'warn', { kernels: async () => [{ work: 'trees', kind: 'javascript' }] }],
])('%s: %s, with advice', async (id, state, change) => {
  const report = await examineMachine({ ...GOOD, ...change }, '/home/x')
  const odd = report.checks.filter((check) => check.state !== 'pass')
  expect(odd).toMatchObject([{ id, state }])
  expect(odd[0]!.advice).not.toBe('')
})
