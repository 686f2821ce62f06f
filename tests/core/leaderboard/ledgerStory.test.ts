import { expect, test } from 'vitest'
import type { LedgerEntry } from '../../../src/core/contract/ledger.ts'
import { annualLuck, ledgerStory } from '../../../src/core/leaderboard/ledgerStory.ts'
import { expectedMaximumSharpe } from '../../../src/core/robustness/expectedMaximumSharpe.ts'

const span = { fromMs: 0, toMs: 1 }
const chain = { prevHash: '', hash: '' }
const trials = (seq: number, runId: string, symbols: string, stage: string, added: number): LedgerEntry => ({
  seq,
  runId,
  symbols,
  ...chain,
  kind: 'trials',
  payload: { stage, interval: '1h', span, count: added + 2, added, idsHash: '' },
})
const block = (seq: number, runId: string, symbols: string, added: number): LedgerEntry => ({
  seq,
  runId,
  symbols,
  ...chain,
  kind: 'trial-block',
  payload: { stage: 'sweep', name: `0/${seq}`, interval: '1h', span, count: added, added, idsHash: '' },
})
const ENTRIES: readonly LedgerEntry[] = [
  trials(1, 'a', 'BTC+ETH', 'analyze', 10),
  trials(2, 'a', 'BTC+ETH', 'select', 5),
  block(3, 'b', 'SPY', 100),
  trials(4, 'c', 'BTC+ETH', 'select', 0),
  block(5, 'b', 'SPY', 50),
  {
    seq: 6,
    runId: 'a',
    symbols: 'BTC+ETH',
    ...chain,
    kind: 'opening',
    payload: { spanStartMs: 5, spanEndMs: 9, configHash: '', openings: 1, isNew: true },
  },
  block(7, 'd', 'BTC+ETH', 20),
]
const book = (symbols: string, varianceAcrossTrials: number | null) => ({
  symbols,
  trials: 0,
  counted: 0,
  runs: 0,
  openings: 0,
  varianceAcrossTrials,
  expectedBest: null,
})

test('runs in the order of their first entry, trials added up for each set of instruments', () => {
  const job = { workspace: 'w', command: 'assay sweep run w', createdMs: 7 }
  const told = ledgerStory(ENTRIES, [book('BTC+ETH', 0.01), book('SPY', null)], null, (runId) =>
    runId === 'b' ? job : null,
  )
  expect(told.runs.map(({ seq, runId, trials: own, trialsAfter }) => [seq, runId, own, trialsAfter])).toEqual([
    [1, 'a', 15, 15],
    [3, 'b', 150, 150],
    [4, 'c', 0, 15],
    [7, 'd', 20, 35],
  ])
  expect(told.runs[0]!.stages).toEqual(['analyze', 'select'])
  expect(told.runs[1]!.job).toEqual(job)
  expect(told.runs[1]!.expectedBestAfter).toBeNull()
  expect(told.runs[3]!.expectedBestAfter).toBeCloseTo(expectedMaximumSharpe(35, 0.01) * Math.sqrt(365), 12)
  expect(told.stages).toEqual([
    { stage: 'sweep', trials: 170 },
    { stage: 'analyze', trials: 10 },
    { stage: 'select', trials: 5 },
  ])
  expect(told.openings).toMatchObject([{ seq: 6, runId: 'a', spanStartMs: 5, spanEndMs: 9, openings: 1, job: null }])
})

test('a run raises the count of every set that shares an instrument with its own', () => {
  const entries = [
    block(1, 'a', 'BTC', 100),
    block(2, 'a', 'ETH', 40),
    trials(3, 'b', 'BTC+ETH', 'select', 10),
    block(4, 'c', 'SOL', 7),
    block(5, 'd', 'ETH', 1),
  ]
  const books = [book('BTC', null), book('BTC+ETH', 0.01), book('ETH', 0.04), book('SOL', null)]
  const after = (of: string | null) => ledgerStory(entries, books, of, () => null).runs
  expect(after(null).map(({ symbols, trialsAfter }) => [symbols, trialsAfter])).toEqual([
    ['BTC', 100],
    ['ETH', 40],
    ['BTC+ETH', 150],
    ['SOL', 7],
    ['ETH', 51],
  ])
  expect(after(null)[4]!.expectedBestAfter).toBe(annualLuck(51, 0.04))
  const shown = ledgerStory(
    entries.filter(({ symbols }) => symbols !== 'SOL'),
    [book('BTC+ETH', 0.01)],
    'BTC+ETH',
    () => null,
  )
  expect(shown.runs.map(({ trialsAfter }) => trialsAfter)).toEqual([100, 140, 150, 151])
  expect(shown.runs[0]!.expectedBestAfter).toBe(annualLuck(100, 0.01))
})

test('the luck line is annual, and not told of nothing or where the spread is not known', () => {
  expect(annualLuck(0, 0.01)).toBeNull()
  expect(annualLuck(5, null)).toBeNull()
  expect(annualLuck(1, null)).toBe(0)
})
