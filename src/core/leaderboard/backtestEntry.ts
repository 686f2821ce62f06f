import type { BacktestManifest, BacktestMetrics, BesideName, StoredPerformance } from '../contract/backtestRecord.ts'
import { backtestSpecSchema } from '../contract/backtestSpec.ts'
import type { Deflation, EntryRun, LeaderboardEntry } from '../contract/leaderboard.ts'
import type { TrialTotals } from '../contract/ledger.ts'
import { deflatedProbability } from '../robustness/deflatedProbability.ts'
import { expectedByLuck } from '../robustness/expectedByLuck.ts'
import { varianceAcrossTrials } from '../robustness/varianceAcrossTrials.ts'
import { figureParts } from './figureParts.ts'

type Place = Pick<LeaderboardEntry, 'id' | 'kind' | 'artefact' | 'artefactHash' | 'riskProfile' | 'parameters'>
type Metrics = Pick<BacktestMetrics, 'performance' | 'beside'>

/** What the board keeps of a backtest, or of one that a sweep proposes. */
export function backtestEntry(
  place: Place,
  manifest: BacktestManifest,
  { performance, beside }: Metrics,
  deflation: Deflation,
  leakScan: LeaderboardEntry['leakScan'],
): LeaderboardEntry {
  const profitOf = (name: BesideName) => beside.find((run) => run.name === name)?.profit ?? null
  const imported = manifest.predictions?.imported
  const nextOpen = beside.find(({ name }) => name === 'next-open')
  return {
    ...place,
    subject: manifest.predictions?.label ?? manifest.strategy.id,
    pack: null,
    instruments: manifest.instruments,
    interval: manifest.interval,
    symbols: manifest.symbols,
    fromMs: performance.firstMs,
    toMs: performance.lastMs,
    optimisticFill: manifest.optimisticFill || takesTargetsFirst(manifest),
    throughHoldOut: manifest.holdOut.opened.length > 0,
    ...(imported === undefined ? {} : { inSampleUnknown: true as const }),
    ...(isFree(manifest, performance) ? { noTradingCosts: true as const } : {}),
    synthetic: manifest.synthetic !== null,
    engineVersion: manifest.engineVersion,
    configHash: manifest.configHash,
    matrixHash: manifest.predictions?.trained?.matrixSha256 ?? imported?.matrixSha256 ?? null,
    run: runOf(performance, profitOf('costs-150'), profitOf('costs-200')),
    nextOpen:
      nextOpen === undefined
        ? null
        : runOf(nextOpen.performance, profitOf('next-open-costs-150'), profitOf('next-open-costs-200')),
    deflation,
    verdict: null,
    ...(leakScan === undefined ? {} : { leakScan }),
  }
}

/** Manifests of before 0.5.0 do not count this as optimistic. */
function takesTargetsFirst({ spec }: BacktestManifest): boolean {
  const read = backtestSpecSchema.safeParse(spec)
  return read.success && read.data.execution.intrabar === 'optimistic'
}

/** Manifests of before 0.5.0 do not say it: there, trades without any costs. */
function isFree({ noTradingCosts }: BacktestManifest, { figures }: StoredPerformance): boolean {
  return noTradingCosts === true || (figures.costs?.value === 0 && (figures.tradeCount?.value ?? 0) > 0)
}

function runOf(
  performance: StoredPerformance,
  profitAtCosts150: number | null,
  profitAtCosts200: number | null,
): EntryRun {
  return { ...figureParts(performance.figures), sharpe: performance.moments, profitAtCosts150, profitAtCosts200 }
}

/** N and V when a backtest was made: what the ledger held before, and its own trial. */
export function deflationThen({ ledgerBasis }: BacktestManifest, { moments }: StoredPerformance): Deflation {
  const own: TrialTotals =
    moments === null
      ? { trials: 1, sharpeCount: 0, sharpeSum: 0, sharpeSumSquares: 0 }
      : {
          trials: 1,
          sharpeCount: 1,
          sharpeSum: moments.sharpePerPeriod,
          sharpeSumSquares: moments.sharpePerPeriod ** 2,
        }
  const trials = ledgerBasis.trials + 1
  const variance = varianceAcrossTrials([ledgerBasis, own])
  return {
    trials,
    varianceAcrossTrials: variance,
    probability: deflatedProbability(moments, expectedByLuck(trials, variance)),
  }
}
