import { expect, it } from 'vitest'
import type { LedgerBook, LedgerRun } from '../../../../src/core/contract/workbench/ledgerViews.ts'
import { annualLuck } from '../../../../src/core/leaderboard/ledgerStory.ts'
import { ledgerGrowth, timelessRuns } from '../../../../src/renderer/sections/ledger/ledgerGrowth.ts'

const book = (symbols: string, trials: number, varianceAcrossTrials: number | null = null): LedgerBook => ({
  symbols,
  trials,
  counted: trials,
  runs: 1,
  openings: 0,
  varianceAcrossTrials,
  expectedBest: null,
})

const run = (symbols: string, trials: number, trialsAfter: number, createdMs: number | null): LedgerRun => ({
  seq: trialsAfter,
  runId: `${symbols}${trialsAfter}`,
  symbols,
  stages: ['sweep'],
  trials,
  trialsAfter,
  expectedBestAfter: null,
  job: createdMs === null ? null : { workspace: 'w', command: '', createdMs },
})

/** 10 trials of A came before the runs that are told. */
const VIEW = {
  books: [book('B', 5), book('A', 100, 0.01)],
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
      [1, annualLuck(30, 0.01)],
      [3, annualLuck(100, 0.01)],
    ],
  })
  expect(ledgerGrowth({ books: [], runs: [] }, 'trials', 'order')).toEqual([])
})

it('the line of a set rises with every run that shares an instrument, and stands at what is counted', () => {
  const books = [
    { ...book('A+B', 10, 0.04), counted: 117 },
    { ...book('C', 3), counted: 3 },
  ]
  const runs = [run('A', 100, 100, 1_000), run('C', 3, 3, 2_000), run('A+B', 10, 117, 3_000)]
  expect(places(ledgerGrowth({ books, runs }, 'trials', 'order'))['A+B']).toEqual([
    [1, 107],
    [3, 117],
  ])
  expect(places(ledgerGrowth({ books, runs }, 'luck', 'time'))['A+B']).toEqual([
    [1_000, annualLuck(107, 0.04)],
    [3_000, annualLuck(117, 0.04)],
  ])
})

it('draws no more lines than colours tell apart', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
  const many = { books: names.map((name, at) => book(name, at)), runs: names.map((name) => run(name, 1, 1, 1)) }
  expect(ledgerGrowth(many, 'trials', 'order').map(({ name }) => name)).toEqual(['whole home', 'G', 'F', 'E', 'D'])
})
