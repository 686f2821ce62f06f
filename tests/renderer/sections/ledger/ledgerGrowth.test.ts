import { expect, it } from 'vitest'
import type { LedgerBook, LedgerRun } from '../../../../src/core/contract/workbench/ledgerViews.ts'
import { ledgerGrowth, timelessRuns } from '../../../../src/renderer/sections/ledger/ledgerGrowth.ts'

const book = (symbols: string, trials: number): LedgerBook => ({
  symbols,
  trials,
  runs: 1,
  openings: 0,
  varianceAcrossTrials: null,
  expectedBest: null,
})

const run = (symbols: string, trials: number, trialsAfter: number, createdMs: number | null): LedgerRun => ({
  seq: trialsAfter,
  runId: `${symbols}${trialsAfter}`,
  symbols,
  stages: ['sweep'],
  trials,
  trialsAfter,
  expectedBestAfter: symbols === 'B' ? null : trialsAfter / 100,
  job: createdMs === null ? null : { workspace: 'w', command: '', createdMs },
})

/** 10 trials of A came before the runs that are told. */
const VIEW = {
  books: [book('B', 5), book('A', 100)],
  runs: [run('A', 20, 30, 1_000), run('B', 5, 5, null), run('A', 70, 100, 3_000)],
}
const places = (lines: ReturnType<typeof ledgerGrowth>) =>
  Object.fromEntries(lines.map(({ name, steps }) => [name, steps.map(({ x, y }) => [x, y])]))

it('the sum of the home begins with what is not told run by run, and each book stands where it stood', () => {
  expect(places(ledgerGrowth(VIEW, 'trials', 'order'))).toEqual({
    'whole home': [
      [1, 30],
      [2, 35],
      [3, 105],
    ],
    A: [
      [1, 30],
      [3, 100],
    ],
    B: [
      [2, 5],
      [3, 5],
    ],
  })
})

it('across time a run that nobody knows the time of is drawn nowhere, and counted all the same', () => {
  expect(places(ledgerGrowth(VIEW, 'trials', 'time'))).toEqual({
    'whole home': [
      [1_000, 30],
      [3_000, 105],
    ],
    A: [
      [1_000, 30],
      [3_000, 100],
    ],
  })
  expect(timelessRuns(VIEW.runs)).toBe(1)
})

it('the luck line is of one set of instruments each, and of none where it is not known', () => {
  expect(places(ledgerGrowth(VIEW, 'luck', 'order'))).toEqual({
    A: [
      [1, 0.3],
      [3, 1],
    ],
  })
  expect(ledgerGrowth({ books: [], runs: [] }, 'trials', 'order')).toEqual([])
})

it('draws no more lines than colours tell apart', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
  const many = { books: names.map((name, at) => book(name, at)), runs: names.map((name) => run(name, 1, 1, 1)) }
  expect(ledgerGrowth(many, 'trials', 'order').map(({ name }) => name)).toEqual(['whole home', 'G', 'F', 'E', 'D'])
})
