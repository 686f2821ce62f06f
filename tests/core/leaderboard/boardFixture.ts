import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { gateSetSchema } from '../../../src/core/contract/gates.ts'
import type { EntryRun, LeaderboardEntry } from '../../../src/core/contract/leaderboard.ts'
import { type BoardRow, type JudgingTerms, type TrialsNow, trialsNow } from '../../../src/core/leaderboard/boardRow.ts'

function gates(name: string) {
  const url = new URL(`../../../resources/gates/profile-${name}.yaml`, import.meta.url)
  return gateSetSchema.parse(parse(readFileSync(url, 'utf8')))
}

export const GATES = {
  Conservative: gates('conservative'),
  Balanced: gates('balanced'),
  Aggressive: gates('aggressive'),
}

export function termsWith(trials: TrialsNow): JudgingTerms {
  return { gates: GATES, trialsOn: () => trials }
}

export const ONE_TRIAL = trialsNow(1, null)

/** Passes every profile, but for what is changed. */
export function runWith(values: Record<string, number> = {}, changes: Partial<EntryRun> = {}): EntryRun {
  return {
    values: {
      tradeCount: 400,
      sharpeRatio: 2.5,
      annualReturn: 0.4,
      totalReturn: 0.9,
      maxDrawdown: 0.05,
      winRate: 0.7,
      profitFactor: 2,
      ...values,
    },
    why: { sortinoRatio: 'No period lost: there is no downside to divide by.' },
    sharpe: { sharpePerPeriod: 2.5 / Math.sqrt(365), observations: 1_000, skewness: 0, kurtosis: 3 },
    profitAtCosts150: 10,
    profitAtCosts200: 5,
    ...changes,
  }
}

export function entryWith(changes: Partial<LeaderboardEntry> = {}): LeaderboardEntry {
  return {
    id: '00000000000000aa',
    kind: 'backtest',
    artefact: 'backtests/00000000000000aa',
    artefactHash: 'a'.repeat(64),
    subject: 'moving-average-cross',
    parameters: { fast: 20, slow: 100 },
    pack: null,
    instruments: ['BTC', 'ETH'],
    interval: '1h',
    symbols: 'BTC+ETH',
    fromMs: Date.UTC(2020, 0, 1),
    toMs: Date.UTC(2022, 11, 31, 23),
    riskProfile: null,
    optimisticFill: false,
    throughHoldOut: false,
    synthetic: false,
    engineVersion: '0.2.0',
    configHash: 'c'.repeat(64),
    matrixHash: null,
    run: runWith(),
    nextOpen: null,
    deflation: { trials: 1, varianceAcrossTrials: null, probability: 0.99 },
    verdict: null,
    leakScan: { state: 'clean', reason: 'Everything came out the same.' },
    ...changes,
  }
}

export function rowWith(changes: Partial<LeaderboardEntry> = {}, place: Partial<BoardRow> = {}): BoardRow {
  return { workspace: 'btc_eth', review: 'none', entry: entryWith(changes), ...place }
}
