import { expect, it } from 'vitest'
import type { RunRecord } from '../../../src/core/contract/runRecord.ts'
import { chosenRun } from '../../../src/renderer/workspace/chosenRun.ts'

const run = (runId: string, state: RunRecord['state'], createdMs: number): RunRecord => ({
  runId,
  state,
  createdMs,
  pipeline: 'pair',
  verdict: null,
  configHash: '',
  dataHash: '',
  summaryPath: null,
})

it('shows the run asked for, else the newest done, else the newest', () => {
  const runs = [run('a', 'done', 1), run('c', 'running', 3), run('b', 'done', 2)]
  expect(chosenRun(runs, 'x')).toBe('x')
  expect(chosenRun(runs, null)).toBe('b')
  expect(chosenRun([run('a', 'failed', 1), run('b', 'cancelled', 2)], null)).toBe('b')
  expect(chosenRun([], null)).toBeNull()
})
